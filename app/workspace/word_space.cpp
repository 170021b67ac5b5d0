#include "app/workspace/word_space.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/api/model_vectors.h"
#include "engine/api/vector_library.h"
#include "engine/embeddings/analogy.h"
#include "engine/embeddings/clusters.h"
#include "engine/embeddings/nearest_words.h"
#include "engine/embeddings/pca.h"
#include "engine/embeddings/similarity.h"
#include "engine/embeddings/tsne.h"
#include "engine/embeddings/umap.h"
#include "engine/embeddings/vector_file.h"
#include "engine/text/words.h"

namespace vitrine::app {

namespace {

using embeddings::EmbeddingTable;
using Table = std::shared_ptr<const EmbeddingTable>;

constexpr int NeighbourCount = 60;
constexpr int AnswerCount = 10;
constexpr int TrainedWordsShown = 200;
constexpr int WordsOfACluster = 4;
constexpr int MostClusters = 6;

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

/// Unit vectors, so that near on the map means alike by cosine.
std::vector<float> unitVectors(const EmbeddingTable& table, const std::vector<int>& rows) {
    std::vector<float> points;
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
    return count < WordsOfACluster ? std::vector<int>()
                                   : embeddings::clustersOf(points, width,
                                       std::clamp(count / WordsOfACluster, 2, MostClusters));
}

std::vector<std::string> wordsAt(const EmbeddingTable& table, const std::vector<int>& rows) {
    std::vector<std::string> words;
    for (const int row : rows) {
        words.emplace_back(table.word(row));
    }
    return words;
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

/// The most frequent words as they lie now, by their principal components.
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
    map.clusters = clustersFor(shown, width);
    return map;
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

std::vector<float> WordSpace::placesBefore(const MapRequest& request) const {
    if (m_places.empty() || request.method != m_placesOf.method
        || request.dimensions != m_placesOf.dimensions) {
        return {};
    }
    const std::vector<float> unknown(
        static_cast<std::size_t>(request.dimensions), std::numeric_limits<float>::quiet_NaN());
    std::vector<float> before;
    for (const auto& word : wordsAt(*m_table, request.rows)) {
        const auto known = m_places.find(word);
        const auto& place = known == m_places.end() ? unknown : known->second;
        before.insert(before.end(), place.begin(), place.end());
    }
    // With few words in common a new map says more than the old places do.
    const auto missing = std::ranges::count_if(before, [](float x) { return std::isnan(x); });
    return missing * 2 > static_cast<std::ptrdiff_t>(before.size()) ? std::vector<float>() : before;
}

void WordSpace::keepPlaces(const MapRequest& request, const WordMap& map) {
    m_placesOf = request;
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
    m_drawing.request(
        [table = m_table, request, before = placesBefore(request), send = m_mapRelay->sender()](
            const std::stop_token& stop) -> Expected<WordMap> {
            const auto points = unitVectors(*table, request.rows);
            const int width = table->dimensions();
            WordMap map{wordsAt(*table, request.rows), {}, clustersFor(points, width), 0};
            const auto onStep = [&](const embeddings::MapProgress& progress) {
                map.map = progress.map;
                map.done = static_cast<double>(progress.step) / progress.steps;
                if (!stop.stop_requested()) {
                    send(map);
                }
            };
            if (request.rows.empty()) {
                return map;
            }
            return layOut(request, points, width, before, onStep, stop)
                .map([&map](const PointMap& places) {
                    map.map = places;
                    map.done = 1;
                    return map;
                });
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

std::vector<double> WordSpace::matrix(
    const std::vector<int>& rows, SimilarityMeasure measure) const {
    std::vector<std::span<const float>> vectors;
    for (const int row : rows) {
        vectors.push_back(m_table->vector(row));
    }
    return embeddings::similarityMatrix(vectors, measure);
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
