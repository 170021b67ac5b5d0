#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/checkpoint.h"
#include "engine/models/network.h"
#include "engine/nn/linear.h"
#include "engine/values/expected.h"
#include "engine/values/task.h"

namespace vitrine::models {

/// What the head of a task looks like, as transformers' classes have it.
struct TaskHeadShape {
    std::string output; ///< its last layer's name in files
    bool outputBias = true;
    /// A layer before it, with tanh after RoBERTa's and ReLU after DistilBERT's; empty: none.
    std::string dense{};
};

/// A network with the head of a task on top (Devlin et al. 2018, figure 4; Radford et al. 2018,
/// figure 1). A text's label is told from BERT's pooler, from the first position of other encoders,
/// and from the last position of networks that read from left to right.
struct TaskNetworkImpl : torch::nn::Module {
    /// `head` as taskHeadShape() has it. Its weights are not drawn yet.
    TaskNetworkImpl(Network base, Task task, const TaskHeadShape& head, double dropout);

    /// → logits: of a label [batch, labels], of tags [batch, position, labels], of the beginning
    /// and the end of an answer [batch, position, 2]. `inspection` may be null.
    torch::Tensor forward(const NetworkInput& input, nn::Inspection* inspection = nullptr);
    /// New weights of the head.
    void initialize(std::uint64_t seed);
    /// The head's parameters by their names in files.
    StoredParameters headTensors() const;

    const Network base;
    const Task task;
    nn::Linear dense{nullptr}; ///< null where the head is one layer
    nn::Linear output;

private:
    torch::Tensor summary(
        const torch::Tensor& hidden, const torch::Tensor& visible, nn::Inspection* inspection);
    torch::Tensor activated(const torch::Tensor& x) const;

    TaskHeadShape m_head;
    torch::nn::Dropout m_dropout;
};
TORCH_MODULE(TaskNetwork);

/// Error: HeadMissing where transformers has no such class, or BERT no pooler.
Expected<TaskHeadShape> taskHeadShape(const ModelConfig& config, TaskKind task);

/// A head of new weights, drawn from `seed`, on a network. Error: HeadMissing.
Expected<TaskNetwork> withNewHead(
    const Network& base, const Task& task, double dropout, std::uint64_t seed);

/// Gives the head the weights of a folder. Errors: those of opening it, TensorMissing, TensorShape,
/// TensorNotFinite.
Expected<void> fillHead(const TaskNetwork& network, const std::filesystem::path& folder);

/// A folder whose config.json names a task. Errors: HeadMissing (it names none), those of
/// loadNetwork.
Expected<TaskNetwork> loadTaskNetwork(
    const std::filesystem::path& folder, const WeightOptions& options = {});

/// Writes a model that lies elsewhere, with its head where `description`, which is its own, names a
/// task. Errors: those of loading and of saving.
Expected<void> copyModel(const std::filesystem::path& from, const ModelDescription& description,
    formats::DataType type, const std::filesystem::path& to);

/// As saveNetwork, with the head.
Expected<void> saveTaskNetwork(const TaskNetwork& network, const ModelDescription& description,
    formats::DataType type, const std::filesystem::path& folder);

} // namespace vitrine::models
