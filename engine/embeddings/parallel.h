#pragma once

#include <functional>

namespace vitrine::embeddings {

/// Threads that a number in options stands for: 0 is as many as the machine has cores.
int threadCount(int asked);

/// Calls run(part) for every part from 0, on so many threads, the calling one among them. The next
/// part goes to whoever is free, so what a part computes may not depend on the others.
void forEachPart(int parts, int threads, const std::function<void(int part)>& run);

/// Cuts [0, count) into runs of at least `least` and calls run(first, last) for each.
void forEachRange(
    int count, int least, int threads, const std::function<void(int first, int last)>& run);

} // namespace vitrine::embeddings
