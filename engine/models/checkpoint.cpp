#include "engine/models/checkpoint.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "engine/formats/gguf_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "engine/models/gguf_checkpoint.h"
#include "engine/models/lora.h"
#include "engine/models/parameter_names.h"
#include "engine/models/peft_folder.h"
#include "engine/models/torch_tensor.h"
#include "engine/text/make_folder.h"

namespace vitrine::models {

namespace {

using formats::CheckpointFolder;
using formats::DataType;
using formats::TensorView;

/// A parameter and the stored tensor that fills it.
struct Filling {
    ParameterName parameter;
    const TensorView* tensor;
};

Unexpected failure(ErrorCode code, const std::filesystem::path& file, const std::string& place,
    const std::string& why) {
    return Unexpected(Error{code, file.string(), place, file.string() + ": " + place + ": " + why});
}

/// The name that other versions of a file give to a tensor: TensorFlow's for the parameters of a
/// norm, which the first BERTs in PyTorch kept, and that of a bias before it became the decoder's.
std::string otherName(const std::string& stored) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> Endings{{
        {"LayerNorm.weight", "LayerNorm.gamma"},
        {"LayerNorm.bias", "LayerNorm.beta"},
        {".decoder.bias", ".bias"},
    }};
    for (const auto& [ending, other] : Endings) {
        if (stored.ends_with(ending)) {
            return stored.substr(0, stored.size() - ending.size()) + std::string(other);
        }
    }
    return stored;
}

/// Finds stored tensors by the names that a model with all its heads gives them, or by those of one
/// without heads or of an older program.
class StoredTensors {
public:
    StoredTensors(const CheckpointFolder& checkpoint, std::string_view prefix)
        : m_checkpoint(checkpoint), m_prefix(prefix) { }

    /// Null where there is none.
    const TensorView* find(const std::string& stored) const {
        for (const auto& name : {stored, otherName(stored)}) {
            if (const auto* tensor = m_checkpoint.find(name)) {
                return tensor;
            }
            if (name.starts_with(m_prefix)) {
                if (const auto* tensor = m_checkpoint.find(name.substr(m_prefix.size()))) {
                    return tensor;
                }
            }
        }
        return nullptr;
    }
    const std::filesystem::path& source() const { return m_checkpoint.source(); }

private:
    const CheckpointFolder& m_checkpoint;
    std::string_view m_prefix;
};

bool isFloating(DataType type) {
    return type == DataType::Float16 || type == DataType::BFloat16 || type == DataType::Float32
        || type == DataType::Float64;
}

Expected<Filling> fill(const StoredTensors& tensors, ParameterName parameter) {
    const auto* tensor = tensors.find(parameter.stored);
    if (!tensor) {
        return failure(
            ErrorCode::TensorMissing, tensors.source(), parameter.stored, "the tensor is missing.");
    }
    const auto& file = tensor->file->path();
    if (!isFloating(tensor->type)) {
        return failure(ErrorCode::TensorType, file,
            tensor->name + ": " + std::string(nameOf(tensor->type)),
            "weights must be floating-point numbers.");
    }
    auto expected = parameter.shape;
    if (parameter.transposed) {
        std::ranges::reverse(expected);
    }
    if (tensor->shape != expected) {
        const auto shapes = formats::shapeText(tensor->shape) + ", " + formats::shapeText(expected);
        return failure(ErrorCode::TensorShape, file, tensor->name + ": " + shapes,
            "the first is the file's shape, the second follows from config.json.");
    }
    return Filling{std::move(parameter), tensor};
}

/// The names of a model with one layer more begin to differ where that layer begins. Empty where
/// the number of layers is fixed.
std::string firstNameOfNextLayer(const ModelConfig& config) {
    auto larger = config;
    std::visit(
        [](auto& sizes) {
            if constexpr (!std::is_const_v<decltype(sizes.layers)>) {
                ++sizes.layers;
            }
        },
        larger);
    const auto names = parameterNames(config);
    const auto more = parameterNames(larger);
    const auto differs
        = std::ranges::mismatch(names, more, {}, &ParameterName::stored, &ParameterName::stored);
    return differs.in2 == more.end() ? std::string() : differs.in2->stored;
}

const char* layersPointer(const ModelConfig& config) {
    const auto* bert = std::get_if<BertConfig>(&config);
    const bool distil = bert && bert->family == BertFamily::DistilBert;
    return std::holds_alternative<Gpt2Config>(config) ? "/n_layer"
        : distil                                      ? "/n_layers"
                                                      : "/num_hidden_layers";
}

/// A layer too many in the file would go unnoticed, since every one that is asked for is there.
Expected<void> checkLayerCount(const StoredTensors& tensors, const ModelConfig& config) {
    if (tensors.find(firstNameOfNextLayer(config))) {
        const auto layers = std::visit([](const auto& sizes) { return sizes.layers; }, config);
        return failure(ErrorCode::ValueInvalid, tensors.source().parent_path() / "config.json",
            layersPointer(config),
            "the weights have more than " + std::to_string(layers) + " layers.");
    }
    return {};
}

Expected<std::vector<Filling>> fillAll(const StoredTensors& tensors, const ModelConfig& config) {
    if (const auto layers = checkLayerCount(tensors, config); !layers) {
        return Unexpected(layers.error());
    }
    std::vector<Filling> fillings;
    for (auto& parameter : parameterNames(config)) {
        auto filling = fill(tensors, std::move(parameter));
        if (!filling) {
            return Unexpected(filling.error());
        }
        fillings.push_back(std::move(*filling));
    }
    return fillings;
}

/// Where the two ends of a tied network are stored; the output is empty where there is none.
struct TiedNames {
    std::string input;
    std::string output;
};

TiedNames tiedNames(ModelConfig config) {
    const auto names = [&](bool tied) {
        std::visit([&](auto& sizes) { sizes.tiedOutput = tied; }, config);
        return parameterNames(config);
    };
    const auto tied = names(true);
    TiedNames result{tied.front().stored, {}}; // the token embedding
    for (const auto& parameter : names(false)) {
        if (std::ranges::find(tied, parameter.name, &ParameterName::name) == tied.end()) {
            result.output = parameter.stored;
        }
    }
    return result;
}

/// Files are written with a tied output's weights, without them, or, by a training that untied
/// them, with others. As transformers does, the last case counts as not tied whatever the config
/// says.
bool isTied(const StoredTensors& tensors, const ModelConfig& config) {
    const auto names = tiedNames(config);
    const auto* input = tensors.find(names.input);
    const auto* output = tensors.find(names.output);
    return std::visit([](const auto& sizes) { return sizes.tiedOutput; }, config)
        && (!input || !output || input->shape != output->shape || input->type != output->type
            || std::ranges::equal(input->bytes, output->bytes));
}

Expected<void> checkFinite(const TensorView& tensor, const std::filesystem::path& file) {
    if (const auto index = formats::firstNotFinite(tensor)) {
        return failure(ErrorCode::TensorNotFinite, file,
            tensor.name + "[" + std::to_string(*index) + "]", "the number is not finite.");
    }
    return {};
}

/// The stored tensor in our orientation, where and as `options` want it.
torch::Tensor weightOf(const Filling& filling, const WeightOptions& options) {
    auto tensor = torchTensor(*filling.tensor);
    if (filling.parameter.transposed) {
        tensor = tensor.t(); // [in, out] → [out, in], still the same bytes
    }
    const bool asStored
        = tensor.scalar_type() == options.type && options.device.is_cpu() && options.mapped;
    if (asStored) {
        return tensor;
    }
    auto copy = torch::empty(tensor.sizes(), torch::dtype(options.type).device(options.device));
    return copy.copy_(tensor);
}

/// A parameter as it is to be written: [in, out] where transformers has it so, contiguous, on the
/// CPU.
torch::Tensor storedOf(const torch::Tensor& parameter, bool transposed, DataType type) {
    const auto oriented = transposed ? parameter.t() : parameter;
    return oriented.detach().to(torch::kCPU, scalarTypeOf(type)).contiguous();
}

/// What is to be written of a network: its parameters, updates merged into their matrices.
std::map<std::string, torch::Tensor> plainParameters(const LanguageModel& network) {
    std::map<std::string, torch::Tensor> parameters;
    for (const auto& item : network.named_parameters()) {
        parameters[item.key()] = item.value();
    }
    for (const auto& item : network.named_modules()) {
        const auto* linear = item.value()->as<nn::LinearImpl>();
        if (linear && linear->update) {
            parameters[item.key() + ".weight"] = linear->mergedWeight();
        }
    }
    return parameters;
}

std::vector<formats::TensorHeader> storedHeaders(
    const ModelConfig& config, const StoredParameters& head, DataType type) {
    std::vector<formats::TensorHeader> headers;
    for (auto& parameter : parameterNames(config)) {
        if (parameter.transposed) {
            std::ranges::reverse(parameter.shape);
        }
        headers.push_back({std::move(parameter.stored), type, std::move(parameter.shape)});
    }
    for (const auto& [name, tensor] : head) {
        headers.push_back({name, type, tensor.sizes().vec()});
    }
    return headers;
}

Expected<void> writeTensor(formats::SafetensorsWriter& writer, const std::string& name,
    const torch::Tensor& tensor, const std::filesystem::path& path) {
    const auto view = viewOf(name, tensor);
    return checkFinite(view, path).and_then([&] { return writer.write(view.bytes); });
}

Expected<void> saveWeights(const LanguageModel& network, const StoredParameters& head,
    DataType type, const std::filesystem::path& path) {
    const auto config = network.configuration();
    auto writer = formats::SafetensorsWriter::create(
        path, storedHeaders(config, head, type), {{"format", "pt"}});
    if (!writer) {
        return Unexpected(writer.error());
    }
    const auto parameters = plainParameters(network);
    for (const auto& name : parameterNames(config)) {
        const auto& parameter = parameters.at(name.name);
        TORCH_CHECK(parameter.sizes() == name.shape, name.name,
            " is not there as a plain tensor: a compressed model cannot be saved");
        const auto tensor = storedOf(parameter, name.transposed, type);
        if (auto written = writeTensor(*writer, name.stored, tensor, path); !written) {
            return written;
        }
    }
    for (const auto& [name, parameter] : head) {
        const auto tensor = storedOf(parameter, /*transposed=*/false, type);
        if (auto written = writeTensor(*writer, name, tensor, path); !written) {
            return written;
        }
    }
    return writer->finish();
}

/// A model with the adapter that lies in `folder`.
Expected<Network> loadAdapted(const std::filesystem::path& folder, const WeightOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    return adapterBase(folder)
        .and_then([&](const std::filesystem::path& base) {
            return loadNetwork(base, options, stop, progress);
        })
        .and_then([&](const Network& network) {
            return addAdapter(*network, folder).map([&] {
                mergeLora(*network);
                return network;
            });
        });
}

std::string torchName(DataType type) {
    return type == DataType::Float16 ? "float16"
        : type == DataType::BFloat16 ? "bfloat16"
                                     : "float32";
}

} // namespace

ModelConfig withStoredHeads(const ModelConfig& config, const CheckpointFolder& checkpoint) {
    auto actual = config;
    if (auto* bert = std::get_if<BertConfig>(&actual)) {
        const StoredTensors tensors(checkpoint, storedPrefix(config));
        const auto names = parameterNames(config);
        const auto isStored = [&](std::string_view part) {
            return std::ranges::any_of(names, [&](const ParameterName& parameter) {
                return parameter.name.starts_with(part) && tensors.find(parameter.stored);
            });
        };
        bert->pooler = isStored("pooler.");
        bert->maskedTokenHead = isStored("maskedTokenHead.");
        bert->nextSentenceHead = bert->pooler && isStored("nextSentenceHead.");
    }
    return actual;
}

Expected<Network> loadNetwork(const CheckpointFolder& checkpoint, const ModelConfig& config,
    const WeightOptions& options, const std::stop_token& stop, const ProgressCallback& progress) {
    const StoredTensors tensors(checkpoint, storedPrefix(config));
    auto actual = withStoredHeads(config, checkpoint);
    const bool tied = isTied(tensors, actual);
    std::visit([&](auto& sizes) { sizes.tiedOutput = tied; }, actual);
    const auto fillings = fillAll(tensors, actual);
    if (!fillings) {
        return Unexpected(fillings.error());
    }
    const torch::NoGradGuard noGrad;
    auto network = makeNetwork(actual);
    auto parameters = network->named_parameters();
    for (std::size_t done = 0; done < fillings->size(); ++done) {
        const auto& filling = (*fillings)[done];
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Loading was stopped."});
        }
        if (const auto finite = checkFinite(*filling.tensor, filling.tensor->file->path());
            !finite) {
            return Unexpected(finite.error());
        }
        parameters[filling.parameter.name].set_data(weightOf(filling, options));
        if (progress) {
            progress({static_cast<double>(done + 1) / static_cast<double>(fillings->size())});
        }
    }
    network->eval();
    return network;
}

Expected<Network> loadNetwork(const std::filesystem::path& model, const WeightOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    if (formats::isGgufFile(model)) {
        return formats::readGguf(model).and_then([&](const formats::GgufContent& content) {
            return loadGgufNetwork(content, options, stop, progress);
        });
    }
    if (isAdapterFolder(model)) {
        return loadAdapted(model, options, stop, progress);
    }
    return readModelDescription(model).and_then([&](const ModelDescription& description) {
        return CheckpointFolder::open(model).and_then([&](const CheckpointFolder& checkpoint) {
            return loadNetwork(checkpoint, description.config, options, stop, progress);
        });
    });
}

Expected<void> saveNetwork(const LanguageModel& network, const ModelDescription& description,
    DataType type, const std::filesystem::path& folder, const StoredParameters& head) {
    return text::makeFolder(folder)
        .and_then([&] { return saveWeights(network, head, type, folder / "model.safetensors"); })
        .and_then([&] {
            auto actual = description;
            actual.config = network.configuration(); // which knows whether its output is tied
            return writeModelDescription(actual, torchName(type), folder);
        });
}

} // namespace vitrine::models
