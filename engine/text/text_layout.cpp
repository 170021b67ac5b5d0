#include "engine/text/text_layout.h"

#include <algorithm>

namespace vitrine::text {

namespace {

void append(SegmentedIds& target, std::span<const TokenId> ids, int segment) {
    target.ids.insert(target.ids.end(), ids.begin(), ids.end());
    target.segments.insert(target.segments.end(), ids.size(), segment);
}

} // namespace

SegmentedIds TextLayout::single(std::span<const TokenId> text) const {
    SegmentedIds result;
    append(result, before, 0);
    append(result, text, 0);
    append(result, after, 0);
    return result;
}

SegmentedIds TextLayout::pair(
    std::span<const TokenId> first, std::span<const TokenId> second) const {
    SegmentedIds result;
    append(result, before, 0);
    append(result, first, 0);
    append(result, between, 0);
    append(result, second, secondSegment);
    append(result, after, secondSegment);
    return result;
}

PairLengths longestFirst(PairLengths lengths, std::size_t room) {
    if (lengths.first + lengths.second <= room) {
        return lengths;
    }
    const bool firstIsShorter = lengths.first <= lengths.second;
    const auto shorter
        = std::min({lengths.first, lengths.second, room / 2}); // the longer keeps the odd one
    const auto longer = room - shorter;
    return firstIsShorter ? PairLengths{shorter, longer} : PairLengths{longer, shorter};
}

} // namespace vitrine::text
