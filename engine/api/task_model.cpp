#include "engine/api/task_model.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include <torch/torch.h>

#include "engine/api/answer_search.h"
#include "engine/api/device_memory.h"
#include "engine/api/engine_call.h"
#include "engine/api/exception_guard.h"
#include "engine/api/gradient_call.h"
#include "engine/api/live_task_model.h"
#include "engine/inspect/input_attribution.h"
#include "engine/models/task_network.h"
#include "engine/text/tokenizer_file.h"
#include "engine/train/tag_scheme.h"
#include "engine/train/task_encoder.h"
#include "engine/train/word_tokens.h"

namespace vitrine::api {

namespace {

Expected<torch::Device> deviceOf(DeviceChoice choice) {
    if (choice == DeviceChoice::Cpu || (choice == DeviceChoice::Auto && !firstGpu())) {
        return torch::Device(torch::kCPU);
    }
    if (!firstGpu()) {
        return Unexpected(Error{
            ErrorCode::DeviceUnavailable, "cuda", {}, "LibTorch finds no GPU that it can use."});
    }
    return torch::Device(torch::kCUDA, 0);
}

Unexpected stopped() {
    return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
}

Unexpected notThere(const std::string& option, const std::string& value) {
    return Unexpected(Error{
        ErrorCode::OptionInvalid, option, value, "There is no " + option + " " + value + "."});
}

Unexpected emptyText() {
    return Unexpected(Error{ErrorCode::PromptEmpty, {}, {}, "There is no text to read."});
}

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// Words whose tags make one entity follow each other: B- or another entity begins a new one.
std::vector<TaggedSpan> spansOf(const std::vector<TaggedWord>& words) {
    std::vector<TaggedSpan> spans;
    std::string_view before; // entity of the word before
    double sum = 0;
    double count = 0;
    for (const auto& word : words) {
        const auto entity = train::entityOf(word.tag);
        if (entity.empty()) {
            before = {};
            continue;
        }
        if (word.tag[0] == 'B' || entity != before) {
            spans.push_back({word.begin, word.end, std::string(entity), 0});
            sum = count = 0;
        }
        sum += word.probability;
        ++count;
        spans.back().end = word.end;
        spans.back().probability = sum / count;
        before = entity;
    }
    return spans;
}

} // namespace

/// LibTorch's forward() is not const, though it changes nothing here.
struct TaskModel::Impl {
    mutable models::TaskNetwork network;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    torch::Device device;
    int threads;

    std::size_t contextLength() const {
        return static_cast<std::size_t>(network->base->shape().contextLength);
    }
    train::TaskEncoder encoder() const { return {tokenizer, contextLength()}; }

    models::NetworkInput networkInput(const SegmentedIds& input) const {
        const auto row = [&](const auto& numbers) {
            const std::vector<std::int64_t> wide(numbers.begin(), numbers.end());
            return torch::tensor(wide, torch::kLong).unsqueeze(/*dim=*/0).to(device);
        };
        models::NetworkInput read(row(input.ids));
        read.segments = row(input.segments);
        return read;
    }
    /// Logits of one input, without the batch, on the CPU.
    torch::Tensor logits(const SegmentedIds& input) const {
        return network(networkInput(input))[0].to(torch::kCPU, torch::kFloat32).contiguous();
    }
    Expected<TaggedText> tagged(const train::WordedText& worded, const std::stop_token& stop) const;
    /// Explains what `scoreOf` makes of the logits of one input, which is read at `positions`.
    InputAttribution explain(const SegmentedIds& input, std::vector<std::int64_t> positions,
        const std::function<torch::Tensor(const torch::Tensor&)>& scoreOf) const;
    Expected<std::int64_t> labelIndex(const std::string& label) const;

    /// Runs a call for this task: checked, guarded and with threads and gradients as they are to
    /// be.
    template <typename Scope = EngineCall, typename Call>
    std::invoke_result_t<Call> run(TaskKind kind, const Call& call) const {
        if (network->task.kind != kind) {
            return Unexpected(Error{ErrorCode::HeadMissing, "model", "task head",
                "The model was trained for another task."});
        }
        return guarded([&] {
            const Scope engine(threads);
            return call();
        });
    }
};

TaskModel::TaskModel(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
}
TaskModel::TaskModel(TaskModel&&) noexcept = default;
TaskModel& TaskModel::operator=(TaskModel&&) noexcept = default;
TaskModel::~TaskModel() = default;

Expected<std::shared_ptr<const TaskModel>> TaskModel::load(
    const std::filesystem::path& folder, const LoadOptions& options) {
    return guarded([&]() -> Expected<std::shared_ptr<const TaskModel>> {
        const auto device = deviceOf(options.device);
        if (!device) {
            return Unexpected(device.error());
        }
        const torch::NoGradGuard noGrad;
        const auto network = models::loadTaskNetwork(folder, {.device = *device});
        auto tokenizer = text::loadTokenizer(folder);
        if (!network || !tokenizer) {
            return Unexpected(network ? tokenizer.error() : network.error());
        }
        for (auto& parameter : (*network)->parameters()) {
            parameter.requires_grad_(true); // an adapter freezes what explanations go through
        }
        return std::shared_ptr<const TaskModel>(
            new TaskModel(std::make_unique<Impl>(Impl{*network, *std::move(tokenizer), *device,
                options.threads > 0 ? options.threads : torch::get_num_threads()})));
    });
}

std::shared_ptr<const TaskModel> TaskModel::Live::of(
    const models::TaskNetwork& network, std::shared_ptr<const text::Tokenizer> tokenizer) {
    return std::shared_ptr<const TaskModel>(new TaskModel(std::make_unique<Impl>(Impl{network,
        std::move(tokenizer), network->output->weight.device(), torch::get_num_threads()})));
}

const Task& TaskModel::task() const {
    return m_impl->network->task;
}

Expected<std::vector<LabelProbability>> TaskModel::classify(
    const std::string& text, const std::string& second, const std::stop_token& stop) const {
    using Result = Expected<std::vector<LabelProbability>>;
    return m_impl->run(TaskKind::Classification, [&]() -> Result {
        if (isBlank(text)) {
            return emptyText();
        }
        return m_impl->encoder()
            .input(text, second)
            .and_then([&](const SegmentedIds& input) -> Result {
                if (stop.stop_requested()) {
                    return stopped();
                }
                const auto probabilities = torch::softmax(m_impl->logits(input), /*dim=*/0);
                std::vector<LabelProbability> labels;
                for (std::size_t i = 0; i < task().labels.size(); ++i) {
                    labels.push_back({task().labels[i],
                        probabilities[static_cast<std::int64_t>(i)].item<double>()});
                }
                std::ranges::stable_sort(labels, std::greater<>(), &LabelProbability::probability);
                return labels;
            });
    });
}

Expected<TaggedText> TaskModel::Impl::tagged(
    const train::WordedText& worded, const std::stop_token& stop) const {
    const auto read = encoder().worded(worded);
    if (!read) {
        return Unexpected(read.error());
    }
    if (stop.stop_requested()) {
        return stopped();
    }
    const auto probabilities
        = torch::softmax(logits(read->input), /*dim=*/1).to(torch::kFloat64); // [position, labels]
    TaggedText tagged;
    for (std::size_t i = 0; i < worded.words.size(); ++i) {
        if (!read->firstTokens[i]) {
            ++tagged.wordsDropped;
            continue;
        }
        const auto row = probabilities[static_cast<std::int64_t>(*read->firstTokens[i])];
        const auto* first = row.const_data_ptr<double>();
        const std::vector<double> all(first, first + row.numel());
        const auto best = std::ranges::max_element(all);
        tagged.words.push_back({worded.words[i].begin, worded.words[i].end,
            network->task.labels[static_cast<std::size_t>(best - all.begin())], *best, all});
    }
    tagged.spans = spansOf(tagged.words);
    return tagged;
}

Expected<TaggedText> TaskModel::tag(const std::string& text, const std::stop_token& stop) const {
    return m_impl->run(TaskKind::Tagging, [&]() -> Expected<TaggedText> {
        return isBlank(text) ? Expected<TaggedText>(emptyText())
                             : m_impl->tagged({text, train::wordsIn(text)}, stop);
    });
}

Expected<TaggedText> TaskModel::tagWords(
    std::span<const std::string> words, const std::stop_token& stop) const {
    return m_impl->run(TaskKind::Tagging, [&]() -> Expected<TaggedText> {
        const auto worded = train::joinedWords(words);
        return isBlank(worded.text) ? Expected<TaggedText>(emptyText())
                                    : m_impl->tagged(worded, stop);
    });
}

Expected<Answers> TaskModel::answer(const std::string& question, const std::string& context,
    const AnswerOptions& options, const std::stop_token& stop) const {
    return m_impl->run(TaskKind::QuestionAnswering, [&]() -> Expected<Answers> {
        if (isBlank(question) || isBlank(context)) {
            return emptyText();
        }
        const auto windows = m_impl->encoder().windows(question, context);
        if (!windows) {
            return Unexpected(windows.error());
        }
        AnswerSearch search(options);
        for (const auto& window : *windows) {
            if (stop.stop_requested()) {
                return stopped();
            }
            const auto logits = m_impl->logits(window.input).t().contiguous(); // [2, position]
            const auto positions = static_cast<std::size_t>(logits.size(1));
            const auto* numbers = logits.const_data_ptr<float>();
            search.add(window, {{numbers, positions}, {numbers + positions, positions}});
        }
        return search.best();
    });
}

InputAttribution TaskModel::Impl::explain(const SegmentedIds& input,
    std::vector<std::int64_t> positions,
    const std::function<torch::Tensor(const torch::Tensor&)>& scoreOf) const {
    auto explained = inspect::attributionOf([&](nn::Inspection& inspection) {
        const auto logits = network(networkInput(input), &inspection)[0];
        return inspect::ExplainedScore{scoreOf(logits), std::move(positions)};
    });
    for (const auto id : input.ids) {
        explained.tokens.push_back(
            {id, tokenizer->tokenBytes(id), tokenizer->piece(id), 0, 0, tokenizer->isSpecial(id)});
    }
    return explained;
}

Expected<std::int64_t> TaskModel::Impl::labelIndex(const std::string& label) const {
    const auto& labels = network->task.labels;
    const auto found = std::ranges::find(labels, label);
    if (found == labels.end()) {
        return notThere("label", label);
    }
    return found - labels.begin();
}

Expected<InputAttribution> TaskModel::attributeLabel(const std::string& text,
    const std::string& second, const std::string& label, const std::stop_token& stop) const {
    using Result = Expected<InputAttribution>;
    return m_impl->run<GradientCall>(TaskKind::Classification, [&]() -> Result {
        if (isBlank(text)) {
            return emptyText();
        }
        const auto index = m_impl->labelIndex(label);
        const auto input = m_impl->encoder().input(text, second);
        if (!index || !input) {
            return Unexpected(index ? input.error() : index.error());
        }
        if (stop.stop_requested()) {
            return stopped();
        }
        const bool causal = m_impl->network->base->shape().causal;
        const auto place = causal ? static_cast<std::int64_t>(input->ids.size()) - 1 : 0;
        return m_impl->explain(
            *input, {place}, [&](const torch::Tensor& logits) { return logits[*index]; });
    });
}

Expected<InputAttribution> TaskModel::attributeTag(const std::string& text, std::size_t wordBegin,
    const std::string& tag, const std::stop_token& stop) const {
    using Result = Expected<InputAttribution>;
    return m_impl->run<GradientCall>(TaskKind::Tagging, [&]() -> Result {
        const auto words = train::wordsIn(text);
        const auto index = m_impl->labelIndex(tag);
        const auto read = m_impl->encoder().worded({text, words});
        if (!index || !read) {
            return Unexpected(index ? read.error() : index.error());
        }
        const auto word = std::ranges::find(words, wordBegin, &train::ByteRange::begin);
        const auto number = static_cast<std::size_t>(word - words.begin());
        if (word == words.end() || !read->firstTokens[number]) {
            return notThere("word", std::to_string(wordBegin));
        }
        if (stop.stop_requested()) {
            return stopped();
        }
        const auto place = static_cast<std::int64_t>(*read->firstTokens[number]);
        return m_impl->explain(read->input, {place},
            [&](const torch::Tensor& logits) { return logits[place][*index]; });
    });
}

Expected<InputAttribution> TaskModel::attributeAnswer(const std::string& question,
    const std::string& context, const AnswerSpan& span, const std::stop_token& stop) const {
    using Result = Expected<InputAttribution>;
    return m_impl->run<GradientCall>(TaskKind::QuestionAnswering, [&]() -> Result {
        const auto windows = m_impl->encoder().windows(question, context);
        if (!windows) {
            return Unexpected(windows.error());
        }
        for (const auto& window : *windows) {
            const auto first
                = std::ranges::find(window.tokens, span.begin, &train::ByteRange::begin);
            const auto last = std::ranges::find(window.tokens, span.end, &train::ByteRange::end);
            if (first == window.tokens.end() || last == window.tokens.end()) {
                continue;
            }
            if (stop.stop_requested()) {
                return stopped();
            }
            const auto place = [&](auto token) {
                return static_cast<std::int64_t>(window.contextBegin)
                    + (token - window.tokens.begin());
            };
            const auto start = place(first);
            const auto end = place(last);
            return m_impl->explain(window.input, {start, end},
                [=](const torch::Tensor& logits) { return logits[start][0] + logits[end][1]; });
        }
        return notThere("answer", std::to_string(span.begin) + "–" + std::to_string(span.end));
    });
}

} // namespace vitrine::api
