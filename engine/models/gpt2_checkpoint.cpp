#include "engine/models/gpt2_checkpoint.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "engine/formats/safetensors_writer.h"
#include "engine/models/gpt2_names.h"
#include "engine/models/torch_tensor.h"

namespace vitrine::models {

namespace {

using formats::CheckpointFolder;
using formats::DataType;
using formats::TensorView;

/// A parameter and the stored tensor that fills it.
struct Filling {
    Gpt2ParameterName parameter;
    const TensorView* tensor;
};

Unexpected failure(ErrorCode code, const std::filesystem::path& file, const std::string& place,
    const std::string& why) {
    return Unexpected(Error{code, file.string(), place, file.string() + ": " + place + ": " + why});
}

/// The stored tensor under its full name, or under the name that a model without an output layer
/// gives it. Null where there is neither.
const TensorView* findStored(const CheckpointFolder& checkpoint, const std::string& stored) {
    const auto* tensor = checkpoint.find(stored);
    if (!tensor && stored.starts_with(Gpt2StoredPrefix)) {
        tensor = checkpoint.find(
            std::string_view(stored).substr(std::string_view(Gpt2StoredPrefix).size()));
    }
    return tensor;
}

bool isFloating(DataType type) {
    return type == DataType::Float16 || type == DataType::BFloat16 || type == DataType::Float32
        || type == DataType::Float64;
}

Expected<Filling> fill(const CheckpointFolder& checkpoint, Gpt2ParameterName parameter) {
    const auto* tensor = findStored(checkpoint, parameter.stored);
    if (!tensor) {
        return failure(ErrorCode::TensorMissing, checkpoint.source(), parameter.stored,
            "the tensor is missing.");
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

/// A layer too many in the file would go unnoticed, since every one that is asked for is there.
Expected<void> checkLayerCount(const CheckpointFolder& checkpoint, const Gpt2Config& config) {
    const auto next = "transformer.h." + std::to_string(config.layers) + ".ln_1.weight";
    if (findStored(checkpoint, next)) {
        return failure(ErrorCode::ValueInvalid, checkpoint.source().parent_path() / "config.json",
            "/n_layer", "the weights have more than " + std::to_string(config.layers) + " layers.");
    }
    return {};
}

Expected<std::vector<Filling>> fillAll(
    const CheckpointFolder& checkpoint, const Gpt2Config& config) {
    if (const auto layers = checkLayerCount(checkpoint, config); !layers) {
        return Unexpected(layers.error());
    }
    std::vector<Filling> fillings;
    for (auto& parameter : gpt2ParameterNames(config)) {
        auto filling = fill(checkpoint, std::move(parameter));
        if (!filling) {
            return Unexpected(filling.error());
        }
        fillings.push_back(std::move(*filling));
    }
    return fillings;
}

/// Files are written with a tied output's weights, without them, or, by a training that untied
/// them, with others. As transformers does, the last case counts as not tied whatever the config
/// says.
bool isTied(const CheckpointFolder& checkpoint, const Gpt2Config& config) {
    const auto* input = findStored(checkpoint, "transformer.wte.weight");
    const auto* output = checkpoint.find("lm_head.weight");
    return config.tiedOutput
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

std::vector<formats::TensorHeader> storedHeaders(const Gpt2Config& config, DataType type) {
    std::vector<formats::TensorHeader> headers;
    for (auto& parameter : gpt2ParameterNames(config)) {
        if (parameter.transposed) {
            std::ranges::reverse(parameter.shape);
        }
        headers.push_back({std::move(parameter.stored), type, std::move(parameter.shape)});
    }
    return headers;
}

Expected<void> saveWeights(Gpt2& model, DataType type, const std::filesystem::path& path) {
    auto writer = formats::SafetensorsWriter::create(
        path, storedHeaders(model->config, type), {{"format", "pt"}});
    if (!writer) {
        return Unexpected(writer.error());
    }
    const auto parameters = model->named_parameters();
    for (const auto& name : gpt2ParameterNames(model->config)) {
        TORCH_CHECK(parameters[name.name].sizes() == name.shape, name.name,
            " is not there as a plain tensor: a compressed model cannot be saved");
        const auto tensor = storedOf(parameters[name.name], name.transposed, type);
        const auto view = viewOf(name.stored, tensor);
        const auto written
            = checkFinite(view, path).and_then([&] { return writer->write(view.bytes); });
        if (!written) {
            return written;
        }
    }
    return writer->finish();
}

std::string torchName(DataType type) {
    return type == DataType::Float16 ? "float16"
        : type == DataType::BFloat16 ? "bfloat16"
                                     : "float32";
}

} // namespace

Expected<Gpt2> loadGpt2(const CheckpointFolder& checkpoint, const Gpt2Config& config,
    const WeightOptions& options, const std::stop_token& stop, const ProgressCallback& progress) {
    auto actual = config;
    actual.tiedOutput = isTied(checkpoint, config);
    const auto fillings = fillAll(checkpoint, actual);
    if (!fillings) {
        return Unexpected(fillings.error());
    }
    const torch::NoGradGuard noGrad;
    Gpt2 model(actual);
    auto parameters = model->named_parameters();
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
    model->eval();
    return model;
}

Expected<Gpt2> loadGpt2(const std::filesystem::path& folder, const WeightOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    return readModelDescription(folder).and_then([&](const ModelDescription& description) {
        return CheckpointFolder::open(folder).and_then([&](const CheckpointFolder& checkpoint) {
            return loadGpt2(checkpoint, description.config, options, stop, progress);
        });
    });
}

Expected<void> saveGpt2(Gpt2& model, const ModelDescription& description, DataType type,
    const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return Unexpected(Error{ErrorCode::FileUnwritable, folder.string(), {},
            folder.string() + " could not be made: " + error.message()});
    }
    return saveWeights(model, type, folder / "model.safetensors").and_then([&] {
        auto actual = description;
        actual.config = model->config; // which knows whether its output is tied
        return writeModelDescription(actual, torchName(type), folder);
    });
}

} // namespace vitrine::models
