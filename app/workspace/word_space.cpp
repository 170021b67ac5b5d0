#include "app/workspace/word_space.h"

#include <algorithm>
#include <utility>

#include "engine/api/model_vectors.h"
#include "engine/api/vector_library.h"
#include "engine/embeddings/analogy.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/table_file.h"
#include "engine/embeddings/vector_file.h"
#include "engine/text/words.h"

namespace vitrine::app {

namespace {

using embeddings::EmbeddingTable;
using Table = std::shared_ptr<const EmbeddingTable>;

constexpr int NeighbourCount = 60;
constexpr int AnswerCount = 10;

Expected<embeddings::VectorFile> openFile(
    const std::filesystem::path& library, const std::string& name, const std::stop_token& stop) {
    return api::VectorLibrary(library).resolve(name).and_then(
        [&stop](const std::filesystem::path& file) {
            return embeddings::openVectors(file, embeddings::defaultVectorCache(),
                {.threads = 0, .stop = stop, .progress = {}});
        });
}

Expected<embeddings::VectorFile> openChoice(const std::filesystem::path& library,
    const VectorChoice& choice, const std::shared_ptr<const api::TextModel>& model,
    const std::string& text, const std::stop_token& stop) {
    const auto asFile = [](Table table) { return embeddings::VectorFile{std::move(table), {}}; };
    if (choice.kind == VectorChoice::Kind::File) {
        return openFile(library, choice.file, stop);
    }
    if (!model) {
        return Unexpected(Error{ErrorCode::PromptEmpty, {}, {}, "No model is open."});
    }
    return choice.kind == VectorChoice::Kind::TokenEmbeddings
        ? api::tokenEmbeddings(*model, stop).map(asFile)
        : api::hiddenStates(*model, text, choice.depth, stop).map(asFile);
}

/// A word of the table, else the mean of a text's words.
Expected<embeddings::TextVector> vectorOf(const EmbeddingTable& table, const std::string& query) {
    if (const auto row = embeddings::rowOf(table, query)) {
        const auto vector = table.vector(*row);
        return embeddings::TextVector{{vector.begin(), vector.end()}, {*row}, {}};
    }
    return embeddings::textVector(table, text::wordsOf(query));
}

Expected<WordMatrix> matrixOf(const EmbeddingTable& table, const std::vector<int>& rows,
    SimilarityMeasure measure, const std::stop_token& stop) {
    WordMatrix matrix;
    matrix.measure = measure;
    std::vector<std::span<const float>> vectors;
    for (const int row : rows) {
        matrix.words.emplace_back(table.word(row));
        vectors.push_back(table.vector(row));
    }
    return embeddings::similarityMatrix(vectors, measure, stop).map([&matrix](const auto& values) {
        matrix.values.assign(values.begin(), values.end());
        return matrix;
    });
}

} // namespace

WordSpace::WordSpace(std::filesystem::path library, QObject* parent)
    : QObject(parent), m_library(std::move(library)) {
    m_mapRelay = std::make_unique<FrameRelay<WordMap>>(
        [this](const std::vector<WordMap>& maps) { Q_EMIT mapped(maps.back()); });
    m_trainingRelay
        = std::make_unique<FrameRelay<Snapshot>>([this](const std::vector<Snapshot>& snapshots) {
              Q_EMIT trainingMoved(snapshots.back().report);
              Q_EMIT mapped(snapshots.back().map);
          });
}

void WordSpace::open(const VectorChoice& choice, std::shared_ptr<const api::TextModel> model,
    const std::string& text) {
    m_opening.request(
        [library = m_library, choice, model = std::move(model), text](
            const std::stop_token& stop) { return openChoice(library, choice, model, text, stop); },
        [this, choice](const Expected<embeddings::VectorFile>& file) {
            if (!file) {
                report(file.error());
                return;
            }
            m_choice = choice;
            take(file->table);
            if (file->skipped.total() > 0) {
                Q_EMIT rowsSkipped(file->skipped);
            }
        });
}

void WordSpace::take(Table table) {
    m_table = std::move(table);
    m_places.clear();
    m_drawing.cancel();
    m_search.cancel();
    m_relation.cancel();
    Q_EMIT opened();
}

void WordSpace::search(const std::string& query, SimilarityMeasure measure) {
    if (!m_table || query.empty()) {
        return;
    }
    m_search.request(
        [table = m_table, query, measure](
            const std::stop_token& stop) -> Expected<NeighbourAnswer> {
            const auto vector = vectorOf(*table, query);
            if (!vector) {
                return Unexpected(vector.error());
            }
            return embeddings::nearestWords(*table, vector->vector,
                {.measure = measure, .count = NeighbourCount, .leftOut = vector->rows}, stop)
                .map([&](const std::vector<WordNeighbour>& neighbours) {
                    return NeighbourAnswer{query, measure, neighbours, vector->unknown};
                });
        },
        [this](const Expected<NeighbourAnswer>& answer) {
            answer ? Q_EMIT found(*answer) : report(answer.error());
        });
}

void WordSpace::solve(const std::vector<std::string>& positive,
    const std::vector<std::string>& negative, AnalogyMethod method) {
    if (!m_table) {
        return;
    }
    m_analogy.request(
        [table = m_table, positive, negative, method](const std::stop_token& stop) {
            return embeddings::analogy(
                *table, positive, negative, {.method = method, .count = AnswerCount}, stop);
        },
        [this](const Expected<WordAnalogy>& analogy) {
            analogy ? Q_EMIT solved(*analogy) : report(analogy.error());
        });
}

void WordSpace::keepPlaces(const MapRequest& request, const WordMap& map) {
    m_placesOf = request.method;
    m_places.clear();
    for (int i = 0; i < map.map.size(); ++i) {
        const auto place = map.map.point(i);
        m_places[map.words[static_cast<std::size_t>(i)]] = {place.begin(), place.end()};
    }
}

void WordSpace::draw(const MapRequest& request) {
    if (!m_table) {
        return;
    }
    const auto before = request.method == m_placesOf ? m_places : WordPlaces();
    m_drawing.request(
        [table = m_table, request, before, send = m_mapRelay->sender()](
            const std::stop_token& stop) {
            const auto onStep = [&](const WordMap& map) {
                if (!stop.stop_requested()) {
                    send(map);
                }
            };
            return drawWordMap(*table, request, before, onStep, stop);
        },
        [this, request](const Expected<WordMap>& map) {
            m_mapRelay->flush();
            if (map) {
                keepPlaces(request, *map);
                Q_EMIT mapped(*map);
            } else {
                report(map.error());
            }
        });
}

void WordSpace::relate(const std::vector<std::string>& words, SimilarityMeasure measure) {
    if (!m_table) {
        return;
    }
    m_relation.request(
        [table = m_table, rows = rowsOf(words), measure](
            const std::stop_token& stop) { return matrixOf(*table, rows, measure, stop); },
        [this](const Expected<WordMatrix>& matrix) {
            matrix ? Q_EMIT related(*matrix) : report(matrix.error());
        });
}

void WordSpace::compare(
    std::shared_ptr<const api::TextModel> model, std::vector<WordInText> places) {
    m_comparison.request(
        [model = std::move(model), places = std::move(places)](
            const std::stop_token& stop) { return api::contextualWords(*model, places, stop); },
        [this](const Expected<ContextualWords>& words) {
            words ? Q_EMIT compared(*words) : report(words.error());
        });
}

void WordSpace::train(const std::string& text, const embeddings::CorpusOptions& corpusOptions,
    const embeddings::VectorTrainingOptions& options) {
    m_drawing.cancel();
    m_training.request(
        [text, corpusOptions, options, send = m_trainingRelay->sender()](
            const std::stop_token& stop) {
            embeddings::WordCorpusBuilder builder(corpusOptions);
            return builder.add(text)
                .and_then([&builder] { return builder.build(); })
                .and_then([&](const embeddings::WordCorpus& corpus) {
                    std::vector<float> before;
                    return embeddings::trainVectors(
                        corpus, options,
                        [&](const embeddings::VectorTrainingProgress& now) {
                            auto map
                                = mapOfTraining(corpus, now.vectors, options.dimensions, before);
                            before = map.map.coordinates;
                            send({{now.epoch, now.epochs, now.fraction, now.loss, now.secondsLeft},
                                std::move(map)});
                        },
                        stop);
                });
        },
        [this](const Expected<Table>& table) {
            m_trainingRelay->flush();
            if (table) {
                m_choice = {VectorChoice::Kind::Trained, {}, 0};
                take(*table);
            } else {
                report(table.error());
            }
            Q_EMIT trainingEnded();
        });
}

void WordSpace::stopTraining() {
    m_training.stop();
}

void WordSpace::save(const QString& path) {
    if (!m_table) {
        return;
    }
    m_saving.request(
        [table = m_table, path](const std::stop_token& /*stop*/) {
            return embeddings::writeTable(
                *table, path.toStdString(), embeddings::TablePrecision::Float32);
        },
        [this, table = m_table, path](const Expected<void>& written) {
            if (!written) {
                report(written.error());
                return;
            }
            if (m_table == table && m_choice.kind == VectorChoice::Kind::Trained) {
                m_choice = {VectorChoice::Kind::File, path.toStdString(), 0};
            }
            Q_EMIT saved(path);
        });
}

std::vector<int> WordSpace::rowsOf(const std::vector<std::string>& words) const {
    std::vector<int> rows;
    for (const auto& word : words) {
        const auto row
            = m_table ? embeddings::rowOf(*m_table, word) : Expected<int>(Unexpected(Error{}));
        if (row && std::ranges::find(rows, *row) == rows.end()) {
            rows.push_back(*row);
        }
    }
    return rows;
}

CosineDerivation WordSpace::derive(int first, int second) const {
    return embeddings::deriveCosine(std::string(m_table->word(first)), m_table->vector(first),
        std::string(m_table->word(second)), m_table->vector(second));
}

void WordSpace::report(const Error& error) {
    if (error.code != ErrorCode::Interrupted) {
        Q_EMIT failed(error);
    }
}

} // namespace vitrine::app
