#include "engine/models/lora.h"

#include <algorithm>
#include <memory>
#include <variant>

#include "engine/models/parameter_names.h"

namespace vitrine::models {

namespace {

constexpr std::string_view WeightEnding = ".weight";

struct UsualTargets {
    std::vector<std::string> operator()(const Gpt2Config&) const { return {"c_attn"}; }
    std::vector<std::string> operator()(const BertConfig& config) const {
        return config.family == BertFamily::DistilBert ? std::vector<std::string>{"q_lin", "v_lin"}
                                                       : std::vector<std::string>{"query", "value"};
    }
    std::vector<std::string> operator()(const DecoderConfig&) const { return {"q_proj", "v_proj"}; }
    std::vector<std::string> operator()(const RecurrentConfig&) const { return {}; }
    std::vector<std::string> operator()(const FeedForwardLmConfig&) const { return {}; }
};

bool isTargetOf(const NamedLinear& map, const std::vector<std::string>& targets) {
    return std::ranges::any_of(
        targets, [&](const auto& target) { return isLoraTarget(map.stored, target); });
}

Expected<void> checkTargets(
    const std::vector<NamedLinear>& maps, const std::vector<std::string>& targets) {
    const auto unknown = std::ranges::find_if(targets, [&](const auto& target) {
        return std::ranges::none_of(
            maps, [&](const auto& map) { return isLoraTarget(map.stored, target); });
    });
    if (unknown == targets.end() && !targets.empty()) {
        return {};
    }
    const auto name = targets.empty() ? std::string("attention") : *unknown;
    return Unexpected(Error{ErrorCode::OptionInvalid, "targets", name,
        "The model has no matrix " + name + " to adapt."});
}

} // namespace

std::vector<NamedLinear> namedLinears(const LanguageModel& network) {
    std::vector<NamedLinear> maps;
    const auto modules = network.named_modules();
    for (const auto& parameter : parameterNames(network.configuration())) {
        if (!parameter.name.ends_with(WeightEnding) || !parameter.stored.ends_with(WeightEnding)) {
            continue;
        }
        const auto cut = [](const std::string& name) {
            return name.substr(0, name.size() - WeightEnding.size());
        };
        const auto* module = modules.find(cut(parameter.name));
        auto linear = module ? std::dynamic_pointer_cast<nn::LinearImpl>(*module) : nullptr;
        if (linear) {
            maps.push_back({cut(parameter.stored), nn::Linear(linear), parameter.transposed});
        }
    }
    return maps;
}

std::vector<std::string> usualLoraTargets(const ModelConfig& config) {
    return std::visit(UsualTargets(), config);
}

bool isLoraTarget(const std::string& stored, const std::string& target) {
    return stored == target || stored.ends_with("." + target);
}

Expected<void> addLora(LanguageModel& network, const LoraOptions& options, std::uint64_t seed) {
    const auto targets
        = options.targets.empty() ? usualLoraTargets(network.configuration()) : options.targets;
    const auto maps = namedLinears(network);
    if (auto known = checkTargets(maps, targets); !known) {
        return known;
    }
    for (auto& parameter : network.parameters()) {
        parameter.requires_grad_(false);
    }
    torch::manual_seed(seed);
    for (const auto& map : maps) {
        if (isTargetOf(map, targets)) {
            const auto& weight = map.linear->weight;
            const nn::LowRankUpdateImpl::Options update{
                options.rank, options.alpha / options.rank, options.dropout};
            nn::Linear(map.linear)
                ->adapt(nn::LowRankUpdate(weight.size(1), weight.size(0), update));
        }
    }
    return {};
}

void mergeLora(LanguageModel& network) {
    for (auto& map : namedLinears(network)) {
        map.linear->merge();
    }
}

} // namespace vitrine::models
