#include "app/workspace/moved_marks.h"

#include <algorithm>

namespace vitrine::app {

std::set<int> movedMarks(const std::set<int>& marks, const std::vector<TokenId>& before,
    const std::vector<TokenId>& after) {
    const auto oldSize = static_cast<int>(before.size());
    const auto shift = static_cast<int>(after.size()) - oldSize;
    const auto head = static_cast<int>(std::ranges::mismatch(before, after).in1 - before.begin());
    const auto same = std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend());
    const auto tail = static_cast<int>(same.first - before.rbegin());
    const int tailStart = std::max({oldSize - tail, head, head - shift});
    std::set<int> moved;
    for (const int mark : marks) {
        if (mark < head) {
            moved.insert(mark);
        } else if (mark >= tailStart && mark < oldSize) {
            moved.insert(mark + shift);
        }
    }
    return moved;
}

} // namespace vitrine::app
