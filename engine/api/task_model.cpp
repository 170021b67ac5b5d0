#include "engine/api/task_model.h"

#include <algorithm>
#include <span>
#include <utility>

#include <torch/torch.h>

#include "engine/api/answer_search.h"
#include "engine/api/device_memory.h"
#include "engine/api/engine_call.h"
#include "engine/api/exception_guard.h"
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

    /// Logits of one input, without the batch, on the CPU.
    torch::Tensor logits(const SegmentedIds& input) const {
        const auto row = [&](const auto& numbers) {
            const std::vector<std::int64_t> wide(numbers.begin(), numbers.end());
            return torch::tensor(wide, torch::kLong).unsqueeze(/*dim=*/0).to(device);
        };
        models::NetworkInput read(row(input.ids));
        read.segments = row(input.segments);
        return network(read)[0].to(torch::kCPU, torch::kFloat32).contiguous();
    }

    /// Runs a call for this task: checked, guarded and with threads and gradients as they are to
    /// be.
    template <typename Call>
    std::invoke_result_t<Call> run(TaskKind kind, const Call& call) const {
        if (network->task.kind != kind) {
            return Unexpected(Error{ErrorCode::HeadMissing, "model", "task head",
                "The model was trained for another task."});
        }
        return guarded([&] {
            const EngineCall engine(threads);
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
        return std::shared_ptr<const TaskModel>(
            new TaskModel(std::make_unique<Impl>(Impl{*network, *std::move(tokenizer), *device,
                options.threads > 0 ? options.threads : torch::get_num_threads()})));
    });
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
                    return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
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

Expected<TaggedText> TaskModel::tag(const std::string& text, const std::stop_token& stop) const {
    return m_impl->run(TaskKind::Tagging, [&]() -> Expected<TaggedText> {
        if (isBlank(text)) {
            return emptyText();
        }
        const auto words = train::wordsIn(text);
        const auto read = m_impl->encoder().worded({text, words});
        if (!read) {
            return Unexpected(read.error());
        }
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
        }
        const auto probabilities
            = torch::softmax(m_impl->logits(read->input), /*dim=*/1); // [position, labels]
        TaggedText tagged;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!read->firstTokens[i]) {
                ++tagged.wordsDropped;
                continue;
            }
            const auto [best, label]
                = probabilities[static_cast<std::int64_t>(*read->firstTokens[i])].max(/*dim=*/0);
            tagged.words.push_back({words[i].begin, words[i].end,
                task().labels[static_cast<std::size_t>(label.item<std::int64_t>())],
                best.item<double>()});
        }
        tagged.spans = spansOf(tagged.words);
        return tagged;
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
                return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Stopped."});
            }
            const auto logits = m_impl->logits(window.input).t().contiguous(); // [2, position]
            const auto positions = static_cast<std::size_t>(logits.size(1));
            const auto* numbers = logits.const_data_ptr<float>();
            search.add(window, {{numbers, positions}, {numbers + positions, positions}});
        }
        return search.best();
    });
}

} // namespace vitrine::api
