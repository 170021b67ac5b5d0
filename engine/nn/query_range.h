#pragma once

#include <cstdint>

namespace vitrine::nn {

/// Queries that stand one after the other in a text.
struct QueryRange {
    std::int64_t first = 0;
    std::int64_t count = 0;

    std::int64_t end() const { return first + count; }
    bool contains(std::int64_t query) const { return query >= first && query < end(); }
};

} // namespace vitrine::nn
