#include "engine/train/probe_pacer.h"

#include <cmath>

namespace vitrine::train {

namespace {

constexpr double Rounding = 1e-9; // of square roots that are whole numbers

} // namespace

bool ProbePacer::isDue(std::int64_t step, double seconds) const {
    if (step == m_last) {
        return false;
    }
    if (m_last < 0 || step >= m_steps) {
        return true;
    }
    // This one, and the last one, for which time is kept back.
    return step >= next() && m_spent + 2 * m_lastTook <= allowance(step, seconds);
}

void ProbePacer::note(std::int64_t step, double seconds) {
    m_last = step;
    m_lastTook = seconds;
    m_spent += seconds;
}

/// Seconds that may be spent by now: looks lie as the squares do, so that after a share of the
/// steps the square root of it is due of what the whole run, at its speed so far, allows.
double ProbePacer::allowance(std::int64_t step, double seconds) const {
    const auto done = static_cast<double>(step - m_first);
    const auto all = static_cast<double>(m_steps - m_first);
    return done > 0 ? Share * (seconds - m_spent) * std::sqrt(all / done) : 0;
}

/// The first step after the last look of those that lie as the squares do: look k is at the first
/// step from steps · (k ÷ MostLooks)² on.
std::int64_t ProbePacer::next() const {
    const auto steps = static_cast<double>(m_steps);
    const double done = MostLooks * std::sqrt(static_cast<double>(m_last) / steps);
    const double share = (std::floor(done + Rounding) + 1) / MostLooks;
    return static_cast<std::int64_t>(std::ceil(steps * share * share - Rounding));
}

} // namespace vitrine::train
