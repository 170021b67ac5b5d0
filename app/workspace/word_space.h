#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/frame_relay.h"
#include "app/jobs/latest_request.h"
#include "app/workspace/word_map.h"
#include "engine/api/text_model.h"
#include "engine/embeddings/embedding_table.h"
#include "engine/embeddings/table_rows.h"
#include "engine/embeddings/vector_training.h"
#include "engine/embeddings/word_corpus.h"
#include "engine/values/contextual_word.h"
#include "engine/values/cosine_derivation.h"
#include "engine/values/error.h"
#include "engine/values/word_analogy.h"
#include "engine/values/word_similarity.h"

namespace vitrine::app {

/// Whose vectors the lens looks at.
struct VectorChoice {
    enum class Kind { File, TokenEmbeddings, HiddenStates, Trained };
    Kind kind = Kind::File;
    std::string file; ///< of File: a built-in set's name, or a path
    int depth = 0; ///< of HiddenStates: after so many layers
    bool operator==(const VectorChoice&) const = default;
};

/// Every word of a set beside every other.
struct WordMatrix {
    std::vector<std::string> words; ///< those that the table has, each once
    SimilarityMeasure measure = SimilarityMeasure::Cosine;
    std::vector<float> values; ///< [word, word]
};

/// What the words nearest to a query are.
struct NeighbourAnswer {
    std::string query;
    SimilarityMeasure measure = SimilarityMeasure::Cosine;
    std::vector<WordNeighbour> neighbours;
    std::vector<std::string> unknown; ///< words of the query that the vectors lack
};

/// How far training on the user's own text has come.
struct TrainingReport {
    int epoch = 0;
    int epochs = 0;
    double fraction = 0;
    double loss = 0;
    double secondsLeft = 0;
};

/// Word vectors behind the Embeddings lens: opened, asked, mapped and trained in the background,
/// the newest request of each kind winning.
class WordSpace : public QObject {
    Q_OBJECT
public:
    /// `library` holds the built-in vectors.
    WordSpace(std::filesystem::path library, QObject* parent);

    /// `model` and `text` are for the choices that look into a model.
    void open(const VectorChoice& choice, std::shared_ptr<const api::TextModel> model,
        const std::string& text);
    const VectorChoice& choice() const { return m_choice; }
    /// Null until something is open.
    const std::shared_ptr<const embeddings::EmbeddingTable>& table() const { return m_table; }

    /// Words nearest to a word, or to a text: the mean of its words.
    void search(const std::string& query, SimilarityMeasure measure);
    void solve(const std::vector<std::string>& positive, const std::vector<std::string>& negative,
        AnalogyMethod method);
    void draw(const MapRequest& request);
    /// Every pair of these words.
    void relate(const std::vector<std::string>& words, SimilarityMeasure measure);
    /// Lays the map out afresh, wherever words stood before.
    void forgetMap() { m_places.clear(); }
    void compare(std::shared_ptr<const api::TextModel> model, std::vector<WordInText> places);
    void train(const std::string& text, const embeddings::CorpusOptions& corpus,
        const embeddings::VectorTrainingOptions& options);
    void stopTraining();
    /// Writes the open vectors; trained ones are those of the file from then on.
    void save(const QString& path);
    bool isTraining() const { return m_training.isBusy(); }

    /// Rows of the words that the table has, in order, each once.
    std::vector<int> rowsOf(const std::vector<std::string>& words) const;
    CosineDerivation derive(int first, int second) const;

Q_SIGNALS:
    void opened();
    /// Rows of the file were left out.
    void rowsSkipped(const vitrine::embeddings::SkippedRows& skipped);
    void found(const vitrine::app::NeighbourAnswer& answer);
    void solved(const vitrine::WordAnalogy& analogy);
    void mapped(const vitrine::app::WordMap& map);
    void related(const vitrine::app::WordMatrix& matrix);
    void compared(const vitrine::ContextualWords& words);
    void trainingMoved(const vitrine::app::TrainingReport& report);
    void trainingEnded();
    void saved(const QString& path);
    void failed(const vitrine::Error& error);

private:
    struct Snapshot {
        TrainingReport report;
        WordMap map;
    };
    void take(std::shared_ptr<const embeddings::EmbeddingTable> table);
    void keepPlaces(const MapRequest& request, const WordMap& map);
    void report(const Error& error);

    std::filesystem::path m_library;
    VectorChoice m_choice;
    std::shared_ptr<const embeddings::EmbeddingTable> m_table;
    MapMethod m_placesOf = MapMethod::Components; ///< that made the places
    WordPlaces m_places; ///< of words on the last map
    std::unique_ptr<FrameRelay<WordMap>> m_mapRelay;
    std::unique_ptr<FrameRelay<Snapshot>> m_trainingRelay;
    JobQueue m_answerQueue;
    JobQueue m_mapQueue;
    JobQueue m_trainingQueue;
    LatestRequest m_opening{m_answerQueue};
    LatestRequest m_search{m_answerQueue};
    LatestRequest m_relation{m_answerQueue};
    LatestRequest m_saving{m_answerQueue};
    LatestRequest m_analogy{m_answerQueue};
    LatestRequest m_comparison{m_answerQueue};
    LatestRequest m_drawing{m_mapQueue};
    LatestRequest m_training{m_trainingQueue};
};

} // namespace vitrine::app
