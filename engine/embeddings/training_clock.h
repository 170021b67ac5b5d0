#pragma once

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/embeddings/vector_training.h"

namespace vitrine::embeddings {

/// What a part of training came to.
struct LossSum {
    double loss = 0;
    std::int64_t predictions = 0;

    LossSum& operator+=(const LossSum& other) {
        loss += other.loss;
        predictions += other.predictions;
        return *this;
    }
};

/// Tells a callback how fast training goes.
class TrainingClock {
public:
    TrainingClock(int epochs, double workPerEpoch, VectorTrainingCallback onProgress)
        : m_epochs(epochs), m_perEpoch(workPerEpoch), m_onProgress(std::move(onProgress)) { }

    /// `done` of an epoch's work, in words or counts.
    void report(int epoch, double done, const LossSum& loss, std::span<const float> vectors) const {
        if (!m_onProgress) {
            return;
        }
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_start;
        const double worked = epoch * m_perEpoch + done;
        const double speed = worked / std::max(passed.count(), 1e-9);
        const double all = m_epochs * m_perEpoch;
        m_onProgress({.epoch = epoch + 1,
            .epochs = m_epochs,
            .fraction = worked / all,
            .loss = loss.predictions == 0 ? 0 : loss.loss / static_cast<double>(loss.predictions),
            .wordsPerSecond = speed,
            .secondsLeft = (all - worked) / std::max(speed, 1e-9),
            .vectors = vectors});
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    int m_epochs;
    double m_perEpoch;
    VectorTrainingCallback m_onProgress;
};

} // namespace vitrine::embeddings
