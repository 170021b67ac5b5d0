#include "app/workspace/word_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/embeddings/clusters.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/tsne.h"
#include "engine/embeddings/umap.h"

namespace vitrine::app {

namespace {

using embeddings::EmbeddingTable;

constexpr int TrainedWordsShown = 200;
constexpr int FewestWords = 4; // that are parted into clusters
constexpr int MostClusters = 6;

/// Rows of a map, each once, in the order in which they come.
class RowList {
public:
    explicit RowList(int size) : m_there(static_cast<std::size_t>(size)) { }

    void add(int row) {
        if (!m_there[static_cast<std::size_t>(row)]) {
            m_there[static_cast<std::size_t>(row)] = true;
            m_rows.push_back(row);
        }
    }
    std::vector<int> take() { return std::move(m_rows); }

private:
    std::vector<bool> m_there;
    std::vector<int> m_rows;
};

Expected<std::vector<int>> rowsOn(
    const EmbeddingTable& table, const MapRequest& request, const std::stop_token& stop) {
    RowList rows(table.size());
    std::ranges::for_each(request.rows, [&rows](int row) { rows.add(row); });
    for (const int row : request.rows) {
        if (request.neighbours == 0) {
            break;
        }
        const auto found = embeddings::nearestWords(
            table, table.vector(row), {.count = request.neighbours, .leftOut = {row}}, stop);
        if (!found) {
            return Unexpected(found.error());
        }
        std::ranges::for_each(*found, [&rows](const auto& word) { rows.add(word.row); });
    }
    for (int row = 0; row < std::min(table.size(), request.frequent); ++row) {
        rows.add(row);
    }
    return rows.take();
}

/// Unit vectors, so that near on the map means alike by cosine.
std::vector<float> unitVectors(const EmbeddingTable& table, const std::vector<int>& rows) {
    std::vector<float> points;
    points.reserve(rows.size() * static_cast<std::size_t>(table.dimensions()));
    for (const int row : rows) {
        const float norm = table.norm(row) > 0 ? table.norm(row) : 1;
        for (const float value : table.vector(row)) {
            points.push_back(value / norm);
        }
    }
    return points;
}

std::vector<int> clustersFor(std::span<const float> points, int width) {
    const int count = static_cast<int>(points.size()) / width;
    return count < FewestWords
        ? std::vector<int>()
        : embeddings::naturalClusters(points, width, std::min(count / 2, MostClusters));
}

std::vector<std::string> wordsAt(const EmbeddingTable& table, const std::vector<int>& rows) {
    std::vector<std::string> words;
    for (const int row : rows) {
        words.emplace_back(table.word(row));
    }
    return words;
}

/// The places of these words, NaN where one is new; empty where most of them are: with few words in
/// common a new map says more than the old places do.
std::vector<float> placesOf(
    const std::vector<std::string>& words, const WordPlaces& before, int dimensions) {
    const std::vector<float> unknown(
        static_cast<std::size_t>(dimensions), std::numeric_limits<float>::quiet_NaN());
    std::vector<float> places;
    std::size_t missing = 0;
    for (const auto& word : words) {
        const auto found = before.find(word);
        const bool known = found != before.end() && found->second.size() == unknown.size();
        const auto& place = known ? found->second : unknown;
        places.insert(places.end(), place.begin(), place.end());
        missing += known ? 0 : 1;
    }
    return missing * 2 > words.size() ? std::vector<float>() : places;
}

Expected<PointMap> layOut(const MapRequest& request, std::span<const float> points, int width,
    const std::vector<float>& before, const embeddings::MapCallback& onStep,
    const std::stop_token& stop) {
    const embeddings::MapOptions options{.dimensions = request.dimensions, .before = before};
    switch (request.method) {
    case MapMethod::Components:
        return embeddings::principalComponents(points, width, options);
    case MapMethod::Tsne:
        return embeddings::tsne(points, width, {.map = options}, onStep, stop);
    case MapMethod::Umap:
        return embeddings::umap(points, width, {.map = options}, onStep, stop);
    }
    return PointMap();
}

} // namespace

Expected<WordMap> drawWordMap(const EmbeddingTable& table, const MapRequest& request,
    const WordPlaces& before, const std::function<void(const WordMap&)>& onStep,
    const std::stop_token& stop) {
    const auto rows = rowsOn(table, request, stop);
    if (!rows) {
        return Unexpected(rows.error());
    }
    if (rows->empty()) {
        return WordMap();
    }
    const auto points = unitVectors(table, *rows);
    const int width = table.dimensions();
    WordMap map{wordsAt(table, *rows), {}, clustersFor(points, width), 0};
    const auto show = [&](const embeddings::MapProgress& progress) {
        map.map = progress.map;
        map.done = static_cast<double>(progress.step) / progress.steps;
        onStep(map);
    };
    return layOut(
        request, points, width, placesOf(map.words, before, request.dimensions), show, stop)
        .map([&map](const PointMap& places) {
            map.map = places;
            map.done = 1;
            return map;
        });
}

WordMap mapOfTraining(const embeddings::WordCorpus& corpus, std::span<const float> vectors,
    int width, const std::vector<float>& before) {
    const auto count
        = std::min<std::size_t>(corpus.words.size(), static_cast<std::size_t>(TrainedWordsShown));
    const auto shown = vectors.first(count * static_cast<std::size_t>(width));
    WordMap map;
    map.words.assign(
        corpus.words.begin(), corpus.words.begin() + static_cast<std::ptrdiff_t>(count));
    map.map
        = embeddings::principalComponents(shown, width, {.before = before}).value_or(PointMap());
    // Many times a second, so without a search for their best number.
    map.clusters = embeddings::clustersOf(shown, width, MostClusters);
    return map;
}

} // namespace vitrine::app
