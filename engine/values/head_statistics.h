#pragma once

#include <optional>

namespace vitrine {

/// What kind of attention a head pays to one text: means over the queries.
/// The last three are shares of the weight, from 0 to 1 (Elhage et al. 2021; Olsson et al. 2022).
struct HeadStatistics {
    double entropy = 0; ///< bits, of a row of weights
    double meanDistance = 0; ///< tokens between query and key, weighted
    double firstToken = 0; ///< share on the first token, over the queries after it
    double previousToken = 0; ///< share on the token before the query
    /// Share on earlier tokens equal to the query's, over the queries that have one; unset for a
    /// text without repetition.
    std::optional<double> duplicateToken;
    /// Share on tokens that came after an earlier token equal to the query's, over the same.
    std::optional<double> induction;
    bool operator==(const HeadStatistics&) const = default;
};

} // namespace vitrine
