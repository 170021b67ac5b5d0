#pragma once

#include <QString>

#include <string>
#include <vector>

#include "app/session/word_list.h"
#include "app/workspace/word_space.h"

namespace vitrine::app {

/// What the Embeddings lens shows, as it survives a restart.
struct EmbeddingsState {
    VectorChoice choice;
    QString query;
    SimilarityMeasure measure = SimilarityMeasure::Cosine;
    std::vector<std::string> words; ///< the set that is compared
    MapMethod method = MapMethod::Components;
    int dimensions = 2; ///< of the map
    int scope = 0; ///< WordMapPanel::Scope
    int tool = 0; ///< which of the tools below the map
    QString analogy;
    QString senseWord;
    QString senseTexts;
    bool senseRaw = false; ///< with the direction that all tokens share
    std::vector<WordList> lists; ///< the user's own sets
    bool operator==(const EmbeddingsState&) const = default;
};

} // namespace vitrine::app
