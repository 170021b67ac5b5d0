#pragma once

#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/embeddings/embedding_table.h"
#include "engine/embeddings/word_corpus.h"
#include "engine/values/expected.h"
#include "engine/values/point_map.h"

namespace vitrine::app {

enum class MapMethod { Components, Tsne, Umap };

/// Which words of a table stand on a map, and how.
struct MapRequest {
    std::vector<int> rows; ///< of the table; first on the map, so first with a label
    int neighbours = 0; ///< so many of each of them join it
    int frequent = 0; ///< so many of the table's first words join it
    MapMethod method = MapMethod::Components;
    int dimensions = 2;
    bool operator==(const MapRequest&) const = default;
};

/// A map of words, complete or on its way.
struct WordMap {
    std::vector<std::string> words;
    PointMap map;
    std::vector<int> clusters; ///< of each point
    double done = 1; ///< share of the steps
};

/// Where words stood on the map before, [dimension] each.
using WordPlaces = std::map<std::string, std::vector<float>>;

/// Words that were there before begin where they stood. `onStep` hears of maps on their way.
/// Error: Interrupted.
Expected<WordMap> drawWordMap(const embeddings::EmbeddingTable& table, const MapRequest& request,
    const WordPlaces& before, const std::function<void(const WordMap&)>& onStep,
    const std::stop_token& stop);

/// The most frequent words of a training as they lie now, by their principal components.
/// `vectors`: [word, width]; `before`: the coordinates of the last such map, or empty.
WordMap mapOfTraining(const embeddings::WordCorpus& corpus, std::span<const float> vectors,
    int width, const std::vector<float>& before);

} // namespace vitrine::app
