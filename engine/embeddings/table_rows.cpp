#include "engine/embeddings/table_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/embeddings/parallel.h"
#include "engine/embeddings/vector_kernels.h"
#include "engine/text/unicode.h"

namespace vitrine::embeddings {

namespace {

/// Memory of a table that was read.
struct Storage {
    std::unique_ptr<float[]> vectors;
    std::vector<float> norms;
    std::string words;
    std::vector<std::uint64_t> wordEnds;
    std::vector<std::uint32_t> order;
};

std::string_view wordAt(
    std::string_view words, const std::vector<std::uint64_t>& ends, std::size_t row) {
    const auto begin = row == 0 ? 0 : ends[row - 1] + 1;
    return words.substr(begin, ends[row] - begin);
}

/// Which rows stay, and in `skipped` why the others do not.
std::vector<bool> rowsThatStay(
    const TableRows& rows, const std::vector<std::uint32_t>& order, SkippedRows& skipped) {
    std::vector<bool> stays(rows.wordEnds.size(), true);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto word = wordAt(rows.words, rows.wordEnds, order[i]);
        const bool repeated = i > 0 && wordAt(rows.words, rows.wordEnds, order[i - 1]) == word;
        const bool invalid = word.empty() || text::firstInvalidUtf8(word);
        if (invalid || repeated) {
            stays[order[i]] = false;
            ++(invalid ? skipped.invalidWords : skipped.duplicates);
        }
    }
    const auto first = std::ranges::find(stays, false);
    skipped.firstRow = first == stays.end() ? 0 : first - stays.begin() + 1;
    return stays;
}

TableRows keepRows(TableRows rows, const std::vector<bool>& stays) {
    TableRows kept;
    kept.dimensions = rows.dimensions;
    kept.vectors = std::move(rows.vectors);
    const auto width = static_cast<std::ptrdiff_t>(rows.dimensions);
    auto* to = kept.vectors.get();
    for (std::size_t row = 0; row < stays.size(); ++row) {
        if (!stays[row]) {
            continue;
        }
        const auto* from = kept.vectors.get() + static_cast<std::ptrdiff_t>(row) * width;
        to = from == to ? to + width : std::copy_n(from, width, to);
        kept.append(wordAt(rows.words, rows.wordEnds, row));
    }
    return kept;
}

} // namespace

void TableRows::append(std::string_view word) {
    words += word;
    wordEnds.push_back(words.size());
    words += '\n';
}

std::vector<std::uint32_t> sortedRows(
    std::string_view words, const std::vector<std::uint64_t>& wordEnds) {
    std::vector<std::pair<std::string_view, std::uint32_t>> named(wordEnds.size());
    for (std::size_t row = 0; row < named.size(); ++row) {
        named[row] = {wordAt(words, wordEnds, row), static_cast<std::uint32_t>(row)};
    }
    std::ranges::sort(named);
    std::vector<std::uint32_t> order(named.size());
    std::ranges::transform(named, order.begin(), [](const auto& entry) { return entry.second; });
    return order;
}

std::vector<float> normsOf(std::span<const float> vectors, int dimensions) {
    constexpr int LeastRows = 4096; // fewer are not worth a thread
    const auto width = static_cast<std::size_t>(dimensions);
    std::vector<float> norms(width == 0 ? 0 : vectors.size() / width);
    forEachRange(
        static_cast<int>(norms.size()), LeastRows, /*threads=*/0, [&](int first, int last) {
            for (auto row = static_cast<std::size_t>(first); row < static_cast<std::size_t>(last);
                 ++row) {
                const auto* x = vectors.data() + row * width;
                norms[row] = std::sqrt(kernels::dot(x, x, width));
            }
        });
    return norms;
}

VectorFile finishTable(TableRows rows) {
    VectorFile result;
    auto order = sortedRows(rows.words, rows.wordEnds);
    const auto stays = rowsThatStay(rows, order, result.skipped);
    if (result.skipped.total() > 0) {
        rows = keepRows(std::move(rows), stays);
        order = sortedRows(rows.words, rows.wordEnds);
    }
    const auto storage = std::make_shared<Storage>();
    const auto values = rows.wordEnds.size() * static_cast<std::size_t>(rows.dimensions);
    storage->norms = normsOf({rows.vectors.get(), values}, rows.dimensions);
    storage->vectors = std::move(rows.vectors);
    storage->words = std::move(rows.words);
    storage->wordEnds = std::move(rows.wordEnds);
    storage->order = std::move(order);
    result.table = std::make_shared<const EmbeddingTable>(
        EmbeddingTable::Parts{.dimensions = rows.dimensions,
            .vectors = {storage->vectors.get(), values},
            .norms = storage->norms,
            .words = storage->words,
            .wordEnds = storage->wordEnds,
            .order = storage->order,
            .owner = storage});
    return result;
}

} // namespace vitrine::embeddings
