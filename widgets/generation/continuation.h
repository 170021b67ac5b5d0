#pragma once

#include <cstdint>

#include <QString>

namespace vitrine::widgets {

/// One of several continuations of the same text, as it is shown.
struct Continuation {
    std::uint64_t seed = 0;
    QString text;
    double nats = 0; ///< mean log-probability per token
    int tokens = 0;
    bool running = false;
    bool operator==(const Continuation&) const = default;
};

} // namespace vitrine::widgets
