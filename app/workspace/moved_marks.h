#pragma once

#include <set>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::app {

/// Marks on tokens after an edit turned `before` into `after`: they stay with the tokens that both
/// begin and both end with; those of other tokens are lost.
std::set<int> movedMarks(const std::set<int>& marks, const std::vector<TokenId>& before,
    const std::vector<TokenId>& after);

} // namespace vitrine::app
