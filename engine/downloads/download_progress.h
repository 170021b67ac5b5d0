#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace vitrine::downloads {

/// How far a download is.
struct DownloadProgress {
    enum class Phase { Contacting, Fetching, Verifying, Unpacking };
    Phase phase = Phase::Contacting;
    std::int64_t done = 0; ///< bytes of the phase; those of an earlier attempt count
    std::int64_t total = 0; ///< bytes; 0 where it is not known
    double bytesPerSecond = 0; ///< of late; 0 before it is known

    /// From 0 to 1; 0 where the total is not known.
    double fraction() const {
        return total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    }
    /// Empty before the speed is known.
    std::optional<double> secondsLeft() const {
        return bytesPerSecond > 0 && total > 0
            ? std::optional(static_cast<double>(total - done) / bytesPerSecond)
            : std::nullopt;
    }
    bool operator==(const DownloadProgress&) const = default;
};

using ProgressCallback = std::function<void(const DownloadProgress&)>;

} // namespace vitrine::downloads
