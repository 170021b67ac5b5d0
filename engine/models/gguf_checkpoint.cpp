#include "engine/models/gguf_checkpoint.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <ATen/Parallel.h>

#include "engine/formats/complaint.h"
#include "engine/formats/dequantize.h"
#include "engine/formats/tensor_view.h"
#include "engine/models/gguf_description.h"
#include "engine/models/parameter_names.h"
#include "engine/nn/linear.h"
#include "engine/nn/token_embedding.h"

namespace vitrine::models {

namespace {

using formats::GgufContent;
using formats::GgufTensor;

constexpr std::int64_t BlocksAtATime = 4096; // that one thread dequantises

struct Filling {
    ParameterName parameter;
    const GgufTensor* tensor;
};

Expected<std::vector<Filling>> fillAll(const GgufContent& content, const DecoderConfig& config) {
    const formats::Complaint complain(content.file->path().string());
    std::map<std::string_view, const GgufTensor*> tensors;
    for (const auto& tensor : content.tensors) {
        tensors.emplace(tensor.name, &tensor);
    }
    std::vector<Filling> fillings;
    for (auto& parameter : parameterNames(config)) {
        const auto name = ggufName(parameter.name);
        const auto found = tensors.find(name);
        if (found == tensors.end()) {
            return complain(ErrorCode::TensorMissing, name, "the tensor is missing.");
        }
        if (found->second->shape != parameter.shape) {
            return complain(ErrorCode::TensorShape,
                name + ": " + formats::shapeText(found->second->shape) + ", "
                    + formats::shapeText(parameter.shape),
                "the first is the file's shape, the second follows from its metadata.");
        }
        fillings.push_back({std::move(parameter), found->second});
    }
    return fillings;
}

/// All elements in float32.
torch::Tensor dequantized(const GgufTensor& tensor) {
    auto values = torch::empty(tensor.shape, torch::kFloat32);
    const auto& layout = formats::layoutOf(tensor.type);
    const auto blocks = static_cast<std::int64_t>(tensor.bytes.size() / layout.bytes);
    auto* elements = values.mutable_data_ptr<float>();
    at::parallel_for(0, blocks, BlocksAtATime, [&](std::int64_t first, std::int64_t last) {
        const auto begin = static_cast<std::size_t>(first);
        const auto count = static_cast<std::size_t>(last - first);
        formats::dequantize(tensor.type,
            tensor.bytes.subspan(begin * layout.bytes, count * layout.bytes),
            {elements + begin * layout.elements, count * layout.elements});
    });
    return values;
}

/// The weight as the network has it. Llama's files hold the rows of a head's queries and keys
/// interleaved: the pairs that turn together are neighbours there, here half a head apart.
torch::Tensor arranged(torch::Tensor weight, const GgufLayout& layout) {
    if (layout.heads > 0) {
        const auto shape = weight.sizes().vec();
        weight = weight.view({layout.heads, shape.front() / layout.heads / 2, 2, -1})
                     .transpose(1, 2)
                     .reshape(shape); // [heads, half, 2, in] → [heads, 2, half, in]
    }
    return layout.shift == 0 ? weight : weight + layout.shift;
}

/// Brings the matrix that was just filled into its form, so that all are never held in float32.
void compress(torch::nn::Module& module, DType form) {
    if (auto* linear = module.as<nn::LinearImpl>()) {
        linear->compress(form);
    } else if (auto* embedding = module.as<nn::TokenEmbeddingImpl>()) {
        embedding->compress(form);
    }
}

Expected<torch::Tensor> weightOf(const GgufContent& content, const Filling& filling,
    const DecoderConfig& config, const WeightOptions& options) {
    auto weight
        = arranged(dequantized(*filling.tensor), ggufLayout(filling.parameter.name, config));
    content.file->discardPages(filling.tensor->bytes);
    if (!torch::isfinite(weight).all().item<bool>()) {
        return formats::Complaint(content.file->path().string())(ErrorCode::TensorNotFinite,
            filling.tensor->name, "a number of the tensor is not finite.");
    }
    return weight.to(options.device, options.type);
}

Expected<Network> fill(const GgufContent& content, const std::vector<Filling>& fillings,
    const DecoderConfig& config, const WeightOptions& options, const std::stop_token& stop,
    const ProgressCallback& progress) {
    const torch::NoGradGuard noGrad;
    auto network = makeNetwork(config);
    auto parameters = network->named_parameters();
    auto modules = network->named_modules();
    for (std::size_t done = 0; done < fillings.size(); ++done) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Loading was stopped."});
        }
        const auto& name = fillings[done].parameter.name;
        auto weight = weightOf(content, fillings[done], config, options);
        if (!weight) {
            return Unexpected(weight.error());
        }
        parameters[name].set_data(*std::move(weight));
        if (fillings[done].parameter.shape.size() == 2) {
            compress(*modules[name.substr(0, name.rfind('.'))], options.form);
        }
        if (progress) {
            progress({static_cast<double>(done + 1) / static_cast<double>(fillings.size())});
        }
    }
    network->eval();
    return network;
}

} // namespace

Expected<Network> loadGgufNetwork(const GgufContent& content, const WeightOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    return readGgufDescription(content).and_then([&](const ModelDescription& description) {
        const auto& config = std::get<DecoderConfig>(description.config);
        return fillAll(content, config).and_then([&](const std::vector<Filling>& fillings) {
            return fill(content, fillings, config, options, stop, progress);
        });
    });
}

} // namespace vitrine::models
