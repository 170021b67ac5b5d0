#pragma once

#include <cstdint>

namespace vitrine::train {

/// When a run is looked into while it trains: often at first, when the model changes most, and not
/// so often that looking takes more than a share of the whole training's time. The first look,
/// before any step, and the one after the last step are always due; their time counts as well.
class ProbePacer {
public:
    static constexpr int MostLooks = 60; ///< of a run from its beginning to its end
    static constexpr double Share = 0.018; ///< of the time of all steps, spent on looking

    /// Of a run that stands at `first` and is to make `steps` in all.
    ProbePacer(std::int64_t first, std::int64_t steps) : m_first(first), m_steps(steps) { }

    /// `seconds`: since the run began at its first step, looks included.
    bool isDue(std::int64_t step, double seconds) const;
    /// A look took so long.
    void note(std::int64_t step, double seconds);
    /// Watching took so long besides.
    void spend(double seconds) { m_spent += seconds; }

private:
    std::int64_t next() const;
    double allowance(std::int64_t step, double seconds) const;

    std::int64_t m_first;
    std::int64_t m_steps;
    std::int64_t m_last = -1; ///< step of the last look
    double m_spent = 0; ///< seconds
    double m_lastTook = 0; ///< seconds
};

} // namespace vitrine::train
