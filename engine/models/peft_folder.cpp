#include "engine/models/peft_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/formats/safetensors_reader.h"
#include "engine/formats/safetensors_writer.h"
#include "engine/models/lora.h"
#include "engine/models/parameter_names.h"
#include "engine/models/torch_tensor.h"
#include "engine/text/atomic_file.h"
#include "engine/text/json_document.h"
#include "engine/text/make_folder.h"

namespace vitrine::models {

namespace {

namespace fs = std::filesystem;
using formats::TensorView;
using text::JsonValue;

constexpr const char* ConfigFile = "adapter_config.json";
constexpr const char* WeightsFile = "adapter_model.safetensors";
constexpr std::string_view NamePrefix = "base_model.model.";
constexpr std::string_view DownEnding = ".lora_A.weight";
constexpr std::string_view UpEnding = ".lora_B.weight";
constexpr std::int64_t LargestRank = 1 << 16;

/// Options that change what is computed, with the value that leaves it as it is.
constexpr std::array<std::pair<const char*, bool>, 4> Variants{{
    {"use_dora", false},
    {"use_bdlora", false},
    {"use_qalora", false},
    {"lora_bias", false},
}};

/// How an adapter scales its updates.
struct Scaling {
    double alpha = 8;
    std::map<std::string, double> alphas; ///< of maps whose names end so
    bool byRoot = false; ///< ÷ √rank (Kalajdzievski 2023), else ÷ rank

    double of(const std::string& stored, std::int64_t rank) const {
        const auto own = std::ranges::find_if(
            alphas, [&](const auto& entry) { return isLoraTarget(stored, entry.first); });
        const auto r = static_cast<double>(rank);
        return (own == alphas.end() ? alpha : own->second) / (byRoot ? std::sqrt(r) : r);
    }
};

struct AdapterConfig {
    AdapterDescription description;
    Scaling scaling;
};

Expected<void> refuseVariants(const JsonValue& root) {
    const auto type = root.member("peft_type").and_then(&JsonValue::asString);
    if (!type) {
        return Unexpected(type.error());
    }
    if (*type != "LORA") {
        return Unexpected(root.member("peft_type")->invalid("is not LORA"));
    }
    for (const auto& [key, usual] : Variants) {
        const auto value = root.boolOr(key, usual);
        if (!value) {
            return Unexpected(value.error());
        }
        if (*value != usual) {
            return Unexpected(root.member(key)->invalid("is a variant that is not computed here"));
        }
    }
    return {};
}

/// A list of names; empty where the member is none: of targets a pattern, and the tensors' names
/// tell what it was.
Expected<std::vector<std::string>> readNames(const JsonValue& root, const char* key) {
    const auto value = root.find(key);
    std::vector<std::string> names;
    if (!value || !value->isArray()) {
        return names;
    }
    const auto elements = *value->elements();
    for (const auto& element : elements) {
        const auto name = element.asString();
        if (!name) {
            return Unexpected(name.error());
        }
        names.push_back(*name);
    }
    return names;
}

Expected<std::map<std::string, double>> readAlphas(const JsonValue& root) {
    std::map<std::string, double> alphas;
    if (const auto pattern = root.find("alpha_pattern")) {
        const auto members = pattern->members();
        if (!members) {
            return Unexpected(members.error());
        }
        for (const auto& [name, value] : *members) {
            const auto alpha = value.asNumber();
            if (!alpha) {
                return Unexpected(alpha.error());
            }
            alphas[name] = *alpha;
        }
    }
    return alphas;
}

Expected<AdapterConfig> readConfig(const fs::path& folder) {
    const auto document = text::JsonDocument::read(folder / ConfigFile);
    if (!document) {
        return Unexpected(document.error());
    }
    const auto root = document->root();
    if (auto usual = refuseVariants(root); !usual) {
        return Unexpected(usual.error());
    }
    const auto rank = root.integerOr("r", 8, /*least=*/1, LargestRank);
    const auto alpha = root.numberOr("lora_alpha", 8);
    const auto dropout = root.numberOr("lora_dropout", 0);
    const auto byRoot = root.boolOr("use_rslora", false);
    const auto base = root.stringOr("base_model_name_or_path", "");
    const auto targets = readNames(root, "target_modules");
    const auto whole = readNames(root, "modules_to_save");
    const auto alphas = readAlphas(root);
    if (!rank) {
        return Unexpected(rank.error());
    }
    for (const auto* number : {&alpha, &dropout}) {
        if (!*number) {
            return Unexpected(number->error());
        }
    }
    for (const auto* names : {&targets, &whole}) {
        if (!*names) {
            return Unexpected(names->error());
        }
    }
    if (!byRoot || !base || !alphas) {
        return Unexpected(!byRoot ? byRoot.error() : !base ? base.error() : alphas.error());
    }
    AdapterConfig config;
    config.description = {{static_cast<int>(*rank), *alpha, *dropout, *targets}, *base,
        /*task=*/std::nullopt, *whole};
    config.scaling = {*alpha, *alphas, *byRoot};
    return config;
}

/// The tensors of an adapter by the names of the model's matrices.
class AdapterTensors {
public:
    AdapterTensors(const formats::SafetensorsContent& content, std::string_view modelPrefix)
        : m_modelPrefix(modelPrefix) {
        for (const auto& view : content.tensors) {
            m_tensors[withoutPrefix(view.name)] = &view;
        }
    }

    /// Null where there is none; each is given once. A model without heads lacks the first part of
    /// the names.
    const TensorView* take(const std::string& name) {
        auto found = m_tensors.find(name);
        if (found == m_tensors.end() && name.starts_with(m_modelPrefix)) {
            found = m_tensors.find(name.substr(m_modelPrefix.size()));
        }
        if (found == m_tensors.end()) {
            return nullptr;
        }
        const auto* view = found->second;
        m_tensors.erase(found);
        return view;
    }
    /// Passes over the tensors of a layer.
    void drop(const std::string& layer) {
        std::erase_if(
            m_tensors, [&](const auto& entry) { return entry.first.starts_with(layer + "."); });
    }
    /// The name of one that was not taken; empty: none is left.
    std::string left() const { return m_tensors.empty() ? "" : m_tensors.begin()->second->name; }

private:
    static std::string withoutPrefix(const std::string& name) {
        return name.starts_with(NamePrefix) ? name.substr(NamePrefix.size()) : name;
    }

    std::map<std::string, const TensorView*> m_tensors;
    std::string_view m_modelPrefix;
};

Unexpected failure(
    ErrorCode code, const fs::path& file, const std::string& place, const std::string& why) {
    return Unexpected(Error{code, file.string(), place, file.string() + ": " + place + ": " + why});
}

/// Both matrices of one update.
struct UpdateViews {
    const TensorView* down;
    const TensorView* up;
};

Expected<void> checkShapes(const UpdateViews& views, const NamedLinear& map, const fs::path& file) {
    const auto rank = views.down->shape.empty() ? 0 : views.down->shape.front();
    const auto& weight = map.linear->weight;
    const std::vector<std::int64_t> down{rank, weight.size(1)};
    const std::vector<std::int64_t> up{weight.size(0), rank};
    for (const auto& [view, expected] : {std::pair(views.down, &down), std::pair(views.up, &up)}) {
        if (view->shape != *expected || rank < 1) {
            const auto shapes
                = formats::shapeText(view->shape) + ", " + formats::shapeText(*expected);
            return failure(ErrorCode::TensorShape, file, view->name + ": " + shapes,
                "the first is the file's shape, the second follows from the model.");
        }
        if (const auto index = formats::firstNotFinite(*view)) {
            return failure(ErrorCode::TensorNotFinite, file,
                view->name + "[" + std::to_string(*index) + "]", "the number is not finite.");
        }
    }
    return {};
}

void addUpdate(const NamedLinear& map, const UpdateViews& views, const AdapterConfig& config) {
    const torch::NoGradGuard noGrad;
    const auto& weight = map.linear->weight;
    const auto rank = views.down->shape.front();
    nn::LowRankUpdate update(weight.size(1), weight.size(0),
        nn::LowRankUpdateImpl::Options{
            rank, config.scaling.of(map.stored, rank), config.description.options.dropout});
    update->down.copy_(torchTensor(*views.down));
    update->up.copy_(torchTensor(*views.up));
    update->to(weight.device());
    nn::Linear(map.linear)->adapt(update);
}

Expected<void> addUpdates(LanguageModel& network, const formats::SafetensorsContent& content,
    const AdapterConfig& config, const fs::path& file) {
    AdapterTensors tensors(content, storedPrefix(network.configuration()));
    for (const auto& map : namedLinears(network)) {
        const UpdateViews views{tensors.take(map.stored + std::string(DownEnding)),
            tensors.take(map.stored + std::string(UpEnding))};
        if (!views.down && !views.up) {
            continue;
        }
        if (!views.down || !views.up) {
            return failure(ErrorCode::TensorMissing, file,
                map.stored + std::string(views.down ? UpEnding : DownEnding),
                "the tensor is missing.");
        }
        if (auto fits = checkShapes(views, map, file); !fits) {
            return fits;
        }
        addUpdate(map, views, config);
    }
    for (const auto& layer : config.description.wholeLayers) {
        tensors.drop(layer);
    }
    if (const auto left = tensors.left(); !left.empty()) {
        return failure(
            ErrorCode::CheckpointMismatch, file, left, "the model has no place for the tensor.");
    }
    return {};
}

const char* taskType(const ModelConfig& config, std::optional<TaskKind> task) {
    if (!task) {
        return std::holds_alternative<BertConfig>(config) ? "FEATURE_EXTRACTION" : "CAUSAL_LM";
    }
    switch (*task) {
    case TaskKind::Tagging:
        return "TOKEN_CLS";
    case TaskKind::QuestionAnswering:
        return "QUESTION_ANS";
    case TaskKind::Classification:
        break;
    }
    return "SEQ_CLS";
}

/// The first parts of the head's names: "classifier" of "classifier.dense.weight".
std::set<std::string> layersOf(const StoredParameters& head) {
    std::set<std::string> layers;
    for (const auto& [name, tensor] : head) {
        layers.insert(name.substr(0, name.find('.')));
    }
    return layers;
}

Expected<void> writeConfig(const LanguageModel& network, const AdapterDescription& description,
    const StoredParameters& head, const fs::path& folder) {
    const auto config = network.configuration();
    const auto& options = description.options;
    const auto targets = options.targets.empty() ? usualLoraTargets(config) : options.targets;
    const nlohmann::ordered_json json{
        {"peft_type", "LORA"},
        {"task_type", taskType(config, description.task)},
        {"base_model_name_or_path", description.base},
        {"r", options.rank},
        {"lora_alpha", options.alpha},
        {"lora_dropout", options.dropout},
        {"target_modules", targets},
        {"fan_in_fan_out", std::holds_alternative<Gpt2Config>(config)},
        {"bias", "none"},
        {"modules_to_save",
            head.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(layersOf(head))},
        {"inference_mode", true},
    };
    return text::AtomicFile::create(folder / ConfigFile).and_then([&](text::AtomicFile&& file) {
        return file.write(json.dump(/*indent=*/2) + "\n").and_then([&] { return file.commit(); });
    });
}

Expected<void> writeWeights(
    const LanguageModel& network, const StoredParameters& head, const fs::path& folder) {
    StoredParameters tensors;
    for (const auto& map : namedLinears(network)) {
        if (const auto& update = map.linear->update) {
            const auto name = std::string(NamePrefix) + map.stored;
            tensors.emplace_back(name + std::string(DownEnding), update->down);
            tensors.emplace_back(name + std::string(UpEnding), update->up);
        }
    }
    for (const auto& [name, tensor] : head) {
        tensors.emplace_back(std::string(NamePrefix) + name, tensor);
    }
    std::vector<TensorView> views;
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.detach().cpu().contiguous();
        views.push_back(viewOf(name, tensor));
    }
    return formats::writeSafetensors(folder / WeightsFile, views, {{"format", "pt"}});
}

} // namespace

bool isAdapterFolder(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / ConfigFile, ignored) && !fs::exists(folder / "config.json", ignored);
}

Expected<AdapterDescription> readAdapterDescription(const fs::path& folder) {
    return readConfig(folder).map([](const AdapterConfig& config) { return config.description; });
}

Expected<fs::path> adapterBase(const fs::path& folder) {
    const auto description = readAdapterDescription(folder);
    if (!description) {
        return Unexpected(description.error());
    }
    const auto base = (folder / description->base).lexically_normal();
    std::error_code ignored;
    if (description->base.empty() || !fs::exists(base / "config.json", ignored)) {
        return Unexpected(Error{ErrorCode::FileMissing, (base / "config.json").string(), {},
            folder.string() + ": the model that the adapter belongs to is not at " + base.string()
                + "."});
    }
    return base;
}

Expected<fs::path> modelFolderOf(const fs::path& folder) {
    return isAdapterFolder(folder) ? adapterBase(folder) : folder;
}

Expected<void> addAdapter(LanguageModel& network, const fs::path& folder) {
    const auto config = readConfig(folder);
    if (!config) {
        return Unexpected(config.error());
    }
    const auto file = folder / WeightsFile;
    const auto content = formats::readSafetensors(file);
    if (!content) {
        return Unexpected(content.error());
    }
    return addUpdates(network, *content, *config, file);
}

Expected<void> saveAdapter(const LanguageModel& network, const AdapterDescription& description,
    const fs::path& folder, const StoredParameters& head) {
    return text::makeFolder(folder)
        .and_then([&] { return writeWeights(network, head, folder); })
        .and_then([&] { return writeConfig(network, description, head, folder); });
}

} // namespace vitrine::models
