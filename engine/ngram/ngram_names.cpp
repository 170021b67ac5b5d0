#include "engine/ngram/ngram_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::ngram {

namespace {

constexpr std::array<std::pair<NgramSmoothing, std::string_view>, 7> SmoothingNames{{
    {NgramSmoothing::MaximumLikelihood, "mle"},
    {NgramSmoothing::AddK, "add-k"},
    {NgramSmoothing::GoodTuring, "good-turing"},
    {NgramSmoothing::Katz, "katz"},
    {NgramSmoothing::KneserNey, "kneser-ney"},
    {NgramSmoothing::ModifiedKneserNey, "modified-kneser-ney"},
    {NgramSmoothing::StupidBackoff, "stupid-backoff"},
}};

constexpr std::array<std::pair<NgramUnit, std::string_view>, 2> UnitNames{{
    {NgramUnit::Word, "word"},
    {NgramUnit::Character, "character"},
}};

template <typename Table, typename Value>
std::string_view nameIn(const Table& table, Value value) {
    return std::ranges::find(table, value, &Table::value_type::first)->second;
}

template <typename Value, typename Table>
std::optional<Value> valueIn(const Table& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Table::value_type::second);
    return found == table.end() ? std::nullopt : std::optional<Value>(found->first);
}

} // namespace

std::string_view smoothingName(NgramSmoothing smoothing) {
    return nameIn(SmoothingNames, smoothing);
}

std::optional<NgramSmoothing> smoothingNamed(std::string_view name) {
    return valueIn<NgramSmoothing>(SmoothingNames, name);
}

std::string_view unitName(NgramUnit unit) {
    return nameIn(UnitNames, unit);
}

std::optional<NgramUnit> unitNamed(std::string_view name) {
    return valueIn<NgramUnit>(UnitNames, name);
}

} // namespace vitrine::ngram
