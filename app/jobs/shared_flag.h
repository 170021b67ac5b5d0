#pragma once

#include <atomic>
#include <memory>

namespace vitrine::app {

/// A wish that one thread raises and another takes. Copies share it.
class SharedFlag {
public:
    void raise() const { *m_raised = true; }
    /// Whether it was raised since it was last taken.
    bool take() const { return m_raised->exchange(false); }

private:
    std::shared_ptr<std::atomic<bool>> m_raised = std::make_shared<std::atomic<bool>>(false);
};

} // namespace vitrine::app
