#include "engine/models/task_network.h"

#include <memory>
#include <variant>

#include "engine/models/bert.h"
#include "engine/models/model_description.h"
#include "engine/models/peft_folder.h"
#include "engine/models/torch_tensor.h"

namespace vitrine::models {

namespace {

constexpr double HeadDeviation = 0.02; // of new weights, as BERT and GPT-2 draw theirs

/// Heads of encoders: their labels come from the pooler or from layers of their own.
Expected<TaskHeadShape> encoderHead(const BertConfig& config, TaskKind task) {
    if (task == TaskKind::QuestionAnswering) {
        return TaskHeadShape{"qa_outputs"};
    }
    if (task == TaskKind::Tagging) {
        return TaskHeadShape{"classifier"};
    }
    switch (config.family) {
    case BertFamily::Roberta:
        return TaskHeadShape{"classifier.out_proj", true, "classifier.dense"};
    case BertFamily::DistilBert:
        return TaskHeadShape{"classifier", true, "pre_classifier"};
    case BertFamily::Bert:
        break;
    }
    if (!config.pooler) {
        return Unexpected(Error{ErrorCode::HeadMissing, "model", "pooler",
            "The model has no pooler, which tells the label of a text."});
    }
    return TaskHeadShape{"classifier"};
}

struct HeadOf {
    TaskKind task;

    Expected<TaskHeadShape> operator()(const BertConfig& config) const {
        return encoderHead(config, task);
    }
    Expected<TaskHeadShape> operator()(const Gpt2Config&) const {
        return task == TaskKind::Classification ? TaskHeadShape{"score", /*outputBias=*/false}
            : task == TaskKind::Tagging         ? TaskHeadShape{"classifier"}
                                                : TaskHeadShape{"qa_outputs"};
    }
    Expected<TaskHeadShape> operator()(const DecoderConfig&) const {
        if (task == TaskKind::QuestionAnswering) {
            return none();
        }
        return TaskHeadShape{"score", /*outputBias=*/task == TaskKind::Tagging};
    }
    Expected<TaskHeadShape> operator()(const RecurrentConfig&) const { return none(); }
    Expected<TaskHeadShape> operator()(const FeedForwardLmConfig&) const { return none(); }

    static Unexpected none() {
        return Unexpected(Error{ErrorCode::HeadMissing, "model", "task head",
            "Models of this kind have no head for the task."});
    }
};

std::int64_t classesOf(const Task& task) {
    return task.kind == TaskKind::QuestionAnswering ? 2 // beginning and end
                                                    : static_cast<std::int64_t>(task.labels.size());
}

Unexpected failure(ErrorCode code, const formats::CheckpointFolder& checkpoint,
    const std::string& place, const std::string& why) {
    const auto file = checkpoint.source().string();
    return Unexpected(Error{code, file, place, file + ": " + place + ": " + why});
}

Expected<void> fillHead(const TaskNetwork& network, const formats::CheckpointFolder& checkpoint) {
    const torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : network->headTensors()) {
        const auto* view = checkpoint.find(name);
        if (!view) {
            return failure(ErrorCode::TensorMissing, checkpoint, name, "the tensor is missing.");
        }
        if (view->shape != parameter.sizes().vec()) {
            const auto shapes = formats::shapeText(view->shape) + ", "
                + formats::shapeText(parameter.sizes().vec());
            return failure(ErrorCode::TensorShape, checkpoint, name + ": " + shapes,
                "the first is the file's shape, the second follows from config.json.");
        }
        if (formats::firstNotFinite(*view)) {
            return failure(ErrorCode::TensorNotFinite, checkpoint, name, "a number is not finite.");
        }
        torch::Tensor(parameter).copy_(torchTensor(*view));
    }
    return {};
}

} // namespace

Expected<TaskHeadShape> taskHeadShape(const ModelConfig& config, TaskKind task) {
    return std::visit(HeadOf{task}, config);
}

TaskNetworkImpl::TaskNetworkImpl(
    Network network, Task headTask, const TaskHeadShape& head, double dropout)
    : base(register_module("base", std::move(network))), task(std::move(headTask)),
      output(register_module(
          "output", nn::Linear(base->shape().modelWidth, classesOf(task), head.outputBias))),
      m_head(head), m_dropout(register_module("dropout", torch::nn::Dropout(dropout))) {
    if (!head.dense.empty()) {
        const auto width = base->shape().modelWidth;
        dense = register_module("dense", nn::Linear(width, width));
    }
}

torch::Tensor TaskNetworkImpl::activated(const torch::Tensor& x) const {
    const auto& config = base->configuration();
    const auto* bert = std::get_if<BertConfig>(&config);
    return bert && bert->family == BertFamily::Roberta ? torch::tanh(x) : torch::relu(x);
}

torch::Tensor TaskNetworkImpl::summary(
    const torch::Tensor& hidden, const torch::Tensor& visible, nn::Inspection* inspection) {
    if (base->shape().causal) {
        if (!visible.defined()) {
            return hidden.select(/*dim=*/1, /*index=*/-1);
        }
        const auto last = visible.sum(/*dim=*/1) - 1; // [batch]
        return hidden.index({torch::arange(hidden.size(0), last.options()), last});
    }
    if (auto* bert = dynamic_cast<BertImpl*>(base.get());
        bert && bert->config.family == BertFamily::Bert) {
        return bert->pooled(hidden, inspection);
    }
    return hidden.select(/*dim=*/1, /*index=*/0);
}

torch::Tensor TaskNetworkImpl::forward(const NetworkInput& input, nn::Inspection* inspection) {
    auto x = base->hidden(input, /*cache=*/nullptr, inspection); // [batch, position, model]
    if (task.kind == TaskKind::Classification) {
        x = summary(x, input.visible, inspection); // [batch, model]
    }
    if (dense) {
        x = activated(dense(x));
    }
    return output(m_dropout(x));
}

void TaskNetworkImpl::initialize(std::uint64_t seed) {
    const torch::NoGradGuard noGrad;
    torch::manual_seed(seed);
    for (const auto& [name, parameter] : headTensors()) {
        if (parameter.dim() == 2) {
            torch::nn::init::normal_(parameter, /*mean=*/0, HeadDeviation);
        } else {
            torch::nn::init::zeros_(parameter);
        }
    }
}

StoredParameters TaskNetworkImpl::headTensors() const {
    StoredParameters tensors;
    const auto add = [&](const nn::Linear& layer, const std::string& name) {
        tensors.emplace_back(name + ".weight", layer->weight);
        if (layer->bias.defined()) {
            tensors.emplace_back(name + ".bias", layer->bias);
        }
    };
    if (dense) {
        add(dense, m_head.dense);
    }
    add(output, m_head.output);
    return tensors;
}

Expected<TaskNetwork> withNewHead(
    const Network& base, const Task& task, double dropout, std::uint64_t seed) {
    return taskHeadShape(base->configuration(), task.kind).map([&](const TaskHeadShape& head) {
        TaskNetwork network(base, task, head, dropout);
        network->initialize(seed);
        return network;
    });
}

Expected<void> fillHead(const TaskNetwork& network, const std::filesystem::path& folder) {
    return formats::CheckpointFolder::open(folder).and_then(
        [&](const formats::CheckpointFolder& checkpoint) { return fillHead(network, checkpoint); });
}

Expected<TaskNetwork> loadTaskNetwork(
    const std::filesystem::path& folder, const WeightOptions& options) {
    const auto source = modelFolderOf(folder);
    const auto description = source.and_then(readModelDescription);
    if (!description) {
        return Unexpected(description.error());
    }
    if (!description->task) {
        return Unexpected(Error{ErrorCode::HeadMissing, folder.string(), "task head",
            folder.string() + ": the model was not trained for a task."});
    }
    const auto base = loadNetwork(folder, options);
    if (!base) {
        return Unexpected(base.error());
    }
    auto network = withNewHead(*base, *description->task, /*dropout=*/0, /*seed=*/0);
    if (!network) {
        return network;
    }
    if (auto filled = fillHead(*network, *source); !filled) {
        return Unexpected(filled.error());
    }
    (*network)->output->to(options.device);
    if ((*network)->dense) {
        (*network)->dense->to(options.device);
    }
    (*network)->eval();
    return network;
}

Expected<void> copyModel(const std::filesystem::path& from, const ModelDescription& description,
    formats::DataType type, const std::filesystem::path& to) {
    if (description.task) {
        return loadTaskNetwork(from).and_then([&](const TaskNetwork& network) {
            return saveTaskNetwork(network, description, type, to);
        });
    }
    return loadNetwork(from).and_then(
        [&](const Network& network) { return saveNetwork(*network, description, type, to); });
}

Expected<void> saveTaskNetwork(const TaskNetwork& network, const ModelDescription& description,
    formats::DataType type, const std::filesystem::path& folder) {
    auto actual = description;
    actual.task = network->task;
    return saveNetwork(*network->base, actual, type, folder, network->headTensors());
}

} // namespace vitrine::models
