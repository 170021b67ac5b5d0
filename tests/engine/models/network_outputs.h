#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

#include <QtTest>

#include "engine/formats/safetensors_reader.h"
#include "engine/models/language_model.h"
#include "engine/models/torch_tensor.h"
#include "tests/support/tensor_compare.h"

namespace vitrine::test {

/// Float32 rounding of two implementations that add in different orders.
constexpr double ParityTolerance = 1e-4;

using NamedTensors = std::map<std::string, torch::Tensor>;

inline NamedTensors tensorsOf(const std::filesystem::path& path) {
    NamedTensors tensors;
    const auto content = formats::readSafetensors(path);
    for (const auto& view : content.value().tensors) {
        tensors.emplace(view.name, models::torchTensor(view));
    }
    return tensors;
}

/// hidden.i and attention.i, as transformers counts them, and what the network returned.
struct NetworkOutputs {
    torch::Tensor hidden;
    NamedTensors inner;
};

inline NetworkOutputs outputsOf(models::LanguageModel& network, const models::NetworkInput& input) {
    const torch::NoGradGuard noGrad;
    nn::Inspection inspection;
    inspection.keep(Site::BlockInput);
    inspection.keep(Site::AttentionWeights);
    NetworkOutputs outputs;
    outputs.hidden = network.hidden(input, /*cache=*/nullptr, &inspection);
    auto states = inspection.kept(Site::BlockInput);
    states.back() = outputs.hidden; // after the final norm, if there is one
    for (std::size_t i = 0; i < states.size(); ++i) {
        outputs.inner.emplace("hidden." + std::to_string(i), states[i]);
    }
    const auto& attention = inspection.kept(Site::AttentionWeights);
    for (std::size_t i = 0; i < attention.size(); ++i) {
        outputs.inner.emplace("attention." + std::to_string(i), attention[i]);
    }
    return outputs;
}

/// Fails the test at the first tensor of `expected` under these names that differs.
inline void compareInner(const NetworkOutputs& outputs, const NamedTensors& expected) {
    for (const auto& [name, tensor] : outputs.inner) {
        QVERIFY2(expected.contains(name), name.c_str());
        QVERIFY2(largestDifference(tensor, expected.at(name)) < ParityTolerance, name.c_str());
    }
}

} // namespace vitrine::test
