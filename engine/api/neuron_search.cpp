#include "engine/api/neuron_search.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <system_error>
#include <utility>

#include "engine/inspect/neurons.h"
#include "engine/nn/interrupted.h"
#include "engine/train/data_readers.h"

namespace vitrine::api {

namespace {

/// The strongest examples so far, the weakest of them last.
class Strongest {
public:
    explicit Strongest(int count) : m_count(static_cast<std::size_t>(count)) { }

    void add(NeuronExample example) {
        const auto place
            = std::ranges::upper_bound(m_examples, peakOf(example), std::greater(), peakOf);
        if (static_cast<std::size_t>(place - m_examples.begin()) < m_count) {
            m_examples.insert(place, std::move(example));
            m_examples.resize(std::min(m_examples.size(), m_count));
        }
    }
    std::vector<NeuronExample> take() { return std::move(m_examples); }

private:
    static float peakOf(const NeuronExample& example) {
        return example.activations[static_cast<std::size_t>(example.peak)];
    }

    std::vector<NeuronExample> m_examples;
    std::size_t m_count;
};

/// A line's tokens, as many as the model takes.
Expected<std::vector<Token>> tokensOf(const TextModel::Impl& model, std::string_view line) {
    return model.tokenizer().tokens(line, /*addSpecialTokens=*/true).map([&](auto tokens) {
        const auto context = static_cast<std::size_t>(model.folder.info.contextLength);
        tokens.resize(std::min(tokens.size(), context));
        return tokens;
    });
}

NeuronExample exampleOf(
    const TextModel::Impl& model, std::vector<Token> tokens, const NeuronQuery& query) {
    std::vector<TokenId> ids;
    std::ranges::transform(tokens, std::back_inserter(ids), &Token::id);
    NeuronExample example;
    example.activations = inspect::neuronOver(
        *model.transformer(), idsTensor(ids, model.device()), query.layer, query.neuron);
    example.tokens = std::move(tokens);
    example.peak = static_cast<int>(
        std::ranges::max_element(example.activations) - example.activations.begin());
    return example;
}

} // namespace

Expected<std::vector<NeuronExample>> searchNeuron(const TextModel::Impl& model,
    const std::filesystem::path& file, const NeuronQuery& query, const std::stop_token& stop,
    const ProgressCallback& progress) {
    std::error_code ignored;
    const auto bytes = static_cast<double>(std::filesystem::file_size(file, ignored));
    double read = 0;
    Strongest strongest(query.count);
    const auto search = [&](std::string_view line, std::size_t number) {
        if (stop.stop_requested()) {
            throw nn::Interrupted();
        }
        return tokensOf(model, line).map([&](std::vector<Token> tokens) {
            if (!tokens.empty()) {
                auto example = exampleOf(model, std::move(tokens), query);
                example.line = number;
                strongest.add(std::move(example));
            }
            read += static_cast<double>(line.size() + 1);
            if (progress) {
                progress({std::min(1.0, read / bytes)});
            }
        });
    };
    std::vector<DataProblem> problems; // a converted file is searched like any other
    return train::forEachText({file, 1, DataFormat::Lines}, {}, problems, search).map([&] {
        return strongest.take();
    });
}

} // namespace vitrine::api
