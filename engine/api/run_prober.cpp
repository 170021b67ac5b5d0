#include "engine/api/run_prober.h"

#include <algorithm>
#include <utility>

#include "engine/api/live_task_model.h"
#include "engine/api/probed_task.h"
#include "engine/api/text_inspector.h"
#include "engine/api/text_model_impl.h"
#include "engine/train/parameter_histograms.h"
#include "engine/train/task_encoder.h"

namespace vitrine::api {

namespace {

constexpr std::size_t MostTokens = 32; // of the sentence: its maps are kept for every head
constexpr int Candidates = 12;
constexpr int HiddenEvery = 3; // tokens of a prompt, of a model that fills masks
constexpr std::uint64_t Seed = 1; // of the continuations: only the weights change between probes
constexpr double Temperature = 0.8;

/// The text as the model reads it, cut where it is too long; nothing where it cannot be read.
std::vector<Token> tokensOf(const TextModel& model, const std::string& text, std::size_t most) {
    auto tokens
        = model.tokenizer().tokens(text, /*addSpecialTokens=*/true).value_or(std::vector<Token>());
    const auto context = static_cast<std::size_t>(model.info().contextLength);
    tokens.resize(std::min({tokens.size(), most, context}));
    return tokens;
}

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
    std::vector<TokenId> ids;
    for (const auto& token : tokens) {
        ids.push_back(token.id);
    }
    return ids;
}

Expected<std::string> continued(
    const TextModel& model, const std::string& prompt, int count, const std::stop_token& stop) {
    const auto context = static_cast<std::size_t>(model.info().contextLength);
    const auto ids = idsOf(tokensOf(model, prompt, context));
    const auto room = static_cast<int>(context - ids.size());
    if (room < 2) {
        return std::string();
    }
    GenerationOptions options;
    options.strategy = DecodingStrategy::Sample;
    options.temperature = Temperature;
    options.seed = Seed;
    options.candidates = 1;
    options.maxNewTokens = std::min(count, room - 1);
    return model.newSession()->generate(ids, options, stop).map([](GenerationResult result) {
        return std::move(result.text);
    });
}

/// Where every third token is hidden, those that are special left out.
std::vector<int> hiddenPlaces(const std::vector<Token>& tokens) {
    std::vector<int> places;
    int count = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].special && ++count % HiddenEvery == 0) {
            places.push_back(static_cast<int>(i));
        }
    }
    return places;
}

Expected<std::string> filled(
    const TextModel& model, const std::string& prompt, const std::stop_token& stop) {
    const auto context = static_cast<std::size_t>(model.info().contextLength);
    const auto tokens = tokensOf(model, prompt, context);
    const auto places = hiddenPlaces(tokens);
    if (places.empty()) {
        return prompt;
    }
    auto ids = idsOf(tokens);
    for (const int place : places) {
        ids[static_cast<std::size_t>(place)] = *model.tokenizer().maskToken();
    }
    return model.fillMask({ids, {}}, places, /*top=*/1, stop)
        .map([&](const std::vector<MaskPrediction>& predictions) {
            for (const auto& prediction : predictions) {
                ids[static_cast<std::size_t>(prediction.position)]
                    = prediction.candidates.front().id;
            }
            return model.tokenizer().decode(ids);
        });
}

/// What is expected after the sentence, or in the place of its last token.
Expected<void> expect(const TextModel& model, TrainingProbe& probe, const std::stop_token& stop) {
    auto ids = idsOf(probe.tokens);
    if (model.info().abilities.continues) {
        GenerationOptions options;
        options.candidates = Candidates;
        return model.newSession()
            ->nextToken(ids, options, stop)
            .map([&](NextTokenDistribution next) {
                probe.candidates = std::move(next.candidates);
                probe.entropy = next.entropy;
            });
    }
    const auto last = std::find_if(probe.tokens.rbegin(), probe.tokens.rend(),
        [](const Token& token) { return !token.special; });
    if (!model.info().abilities.fillsMasks || last == probe.tokens.rend()) {
        return {};
    }
    const int place = static_cast<int>(probe.tokens.rend() - last) - 1;
    ids[static_cast<std::size_t>(place)] = *model.tokenizer().maskToken();
    return model.fillMask({ids, {}}, std::vector{place}, Candidates, stop)
        .map([&](std::vector<MaskPrediction> predictions) {
            probe.candidates = std::move(predictions.front().candidates);
            probe.entropy = predictions.front().entropy;
        });
}

/// Every head's weights over the sentence.
Expected<void> attend(const TextModel& model, TrainingProbe& probe, const std::stop_token& stop) {
    const auto inspector = model.newInspector();
    if (auto run = inspector->run(idsOf(probe.tokens), {}, {}, stop); !run) {
        return run;
    }
    probe.layers = model.info().layers;
    probe.heads = model.info().heads;
    for (int layer = 0; layer < probe.layers; ++layer) {
        for (int head = 0; head < probe.heads; ++head) {
            const auto map = inspector->attention({layer, head});
            if (!map) {
                return Unexpected(map.error());
            }
            probe.causal = map->causal;
            probe.attention.insert(probe.attention.end(), map->weights.begin(), map->weights.end());
        }
    }
    return {};
}

} // namespace

RunProber::RunProber(
    ModelFolder folder, const train::Objective& objective, bool instructs, ProbeTexts texts)
    : m_folder(std::move(folder)), m_network(objective.network), m_trained(objective.module()),
      m_task(objective.task ? TaskModel::Live::of(objective.task, m_folder.tokenizer) : nullptr),
      m_instructs(instructs), m_texts(std::move(texts)) {
}

RunProber::Model RunProber::wrapped() const {
    const auto device = m_network->parameters().front().device();
    DevicePlacement placement;
    placement.device = device.is_cuda() ? DeviceKind::Cuda : DeviceKind::Cpu;
    placement.threads = torch::get_num_threads();
    return std::make_shared<const TextModel>(
        std::make_unique<TextModel::Impl>(TextModel::Impl{m_folder, placement, m_network}));
}

Expected<TrainingProbe> RunProber::probe(std::int64_t step, const std::stop_token& stop) const {
    m_trained->eval();
    TrainingProbe probe;
    probe.step = step;
    probe.parts = train::parameterHistograms(*m_network);
    const auto model = wrapped();
    return sample(model, probe, stop).and_then([&] { return look(model, probe, stop); }).map([&] {
        return std::move(probe);
    });
}

Expected<void> RunProber::sample(
    const Model& model, TrainingProbe& probe, const std::stop_token& stop) const {
    for (const auto& prompt : m_texts.prompts) {
        auto text = sampleOf(*model, prompt, stop);
        if (!text) {
            return Unexpected(text.error());
        }
        probe.samples.push_back({prompt, *std::move(text)});
    }
    return {};
}

Expected<std::string> RunProber::sampleOf(
    const TextModel& model, const std::string& prompt, const std::stop_token& stop) const {
    if (m_task) {
        return taskAnswer(*m_task, prompt, m_texts.sentence, stop);
    }
    if (!model.info().abilities.continues) {
        return filled(model, prompt, stop);
    }
    return continued(
        model, m_instructs ? train::promptText(prompt) : prompt, m_texts.sampleTokens, stop);
}

Expected<void> RunProber::look(
    const Model& model, TrainingProbe& probe, const std::stop_token& stop) const {
    probe.tokens = tokensOf(*model, m_texts.sentence, MostTokens);
    if (probe.tokens.empty()) {
        return {};
    }
    const auto expected = m_task ? expectLabel(*m_task, m_texts.sentence, probe, stop)
                                 : expect(*model, probe, stop);
    return expected.and_then([&]() -> Expected<void> {
        return model->info().abilities.attends ? attend(*model, probe, stop) : Expected<void>();
    });
}

} // namespace vitrine::api
