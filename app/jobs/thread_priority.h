#pragma once

namespace vitrine::app {

/// Who goes first where there are fewer cores than work.
enum class ThreadPriority {
    Answers, ///< what the user waits for; the window alone goes before it
    Background, ///< what takes minutes: it has what the others leave
};

/// Of the calling thread, and of those with which the engine shares its work from now on.
void setThreadPriority(ThreadPriority priority);

/// How many threads work that takes minutes should use: all cores but one, so that the window and
/// the answers have one for themselves; both of two.
int backgroundThreads();

} // namespace vitrine::app
