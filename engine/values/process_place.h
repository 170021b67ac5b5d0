#pragma once

#include <string>

namespace vitrine {

/// The place of this process among several that train one model together, and where they find each
/// other.
struct ProcessPlace {
    int rank = 0; ///< from 0; the process of rank 0 writes
    int processes = 1;
    int localRank = 0; ///< among those of this machine
    std::string host; ///< of rank 0
    int port = 0; ///< there
    /// Whether another program listens there for the processes, as torchrun does; else rank 0 does.
    bool hasStore = false;
    int attempt = 0; ///< how often torchrun has started them again
    double timeout = 300; ///< seconds that one waits for the others
    bool operator==(const ProcessPlace&) const = default;
};

} // namespace vitrine
