#pragma once

namespace vitrine::app {

/// What a model can be asked to do in the Tasks lens. The first three need a model that was trained
/// for them.
enum class LensTask {
    Classification,
    Entities,
    Questions,
    FillMask,
    NextSentence,
    Dialogue,
    Continuation,
    Summary,
};

inline constexpr int lensTaskCount = 8;

} // namespace vitrine::app
