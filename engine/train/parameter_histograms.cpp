#include "engine/train/parameter_histograms.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

namespace vitrine::train {

namespace {

using Histogram = MagnitudeHistogram;

constexpr std::int64_t MostElements = 1 << 18; // of one tensor: more do not change the picture

/// "blocks.0" of "blocks.0.mlp.expand.weight", "tokenEmbedding" of "tokenEmbedding.weight".
std::string partOf(const std::string& name) {
    const auto first = name.find('.');
    if (first == std::string::npos || first + 1 == name.size()
        || std::isdigit(static_cast<unsigned char>(name[first + 1])) == 0) {
        return name.substr(0, first);
    }
    return name.substr(0, name.find('.', first + 1));
}

torch::Tensor spacedElements(const torch::Tensor& tensor) {
    const auto flat = tensor.detach().flatten();
    const auto every = (flat.numel() + MostElements - 1) / MostElements;
    return (every > 1 ? flat.slice(/*dim=*/0, 0, flat.numel(), every) : flat)
        .to(torch::kCPU, torch::kFloat32);
}

/// Tensors of one part; a gradient that is not there is left out.
struct Part {
    std::string name;
    std::vector<torch::Tensor> weights;
    std::vector<torch::Tensor> gradients;
};

std::vector<Part> partsOf(const torch::nn::Module& network) {
    std::vector<Part> parts;
    for (const auto& item : network.named_parameters()) {
        const auto name = partOf(item.key());
        auto part = std::ranges::find(parts, name, &Part::name);
        if (part == parts.end()) {
            parts.push_back({name, {}, {}});
            part = parts.end() - 1;
        }
        part->weights.push_back(item.value());
        if (item.value().grad().defined()) {
            part->gradients.push_back(item.value().grad());
        }
    }
    return parts;
}

} // namespace

Histogram magnitudesOf(const std::vector<torch::Tensor>& tensors) {
    std::vector<torch::Tensor> spaced;
    for (const auto& tensor : tensors) {
        spaced.push_back(spacedElements(tensor));
    }
    const auto values = torch::cat(spaced);
    const auto magnitudes = values.abs();
    const auto others = magnitudes.masked_select(magnitudes > 0);
    const auto bins = others.log10()
                          .clamp(Histogram::LowestPower, Histogram::HighestPower)
                          .histc(Histogram::Bins, Histogram::LowestPower, Histogram::HighestPower);
    Histogram histogram;
    const auto* counts = bins.const_data_ptr<float>();
    const auto total = static_cast<float>(std::max<std::int64_t>(values.numel(), 1));
    for (std::size_t bin = 0; bin < histogram.shares.size(); ++bin) {
        histogram.shares[bin] = counts[bin] / total;
    }
    histogram.zeros = static_cast<float>(values.numel() - others.numel()) / total;
    histogram.rootMeanSquare = std::sqrt(values.square().mean().item<double>());
    return histogram;
}

std::vector<LayerHistograms> parameterHistograms(const torch::nn::Module& network) {
    const torch::NoGradGuard noGrad;
    std::vector<LayerHistograms> histograms;
    for (const auto& part : partsOf(network)) {
        LayerHistograms both{part.name, magnitudesOf(part.weights), std::nullopt};
        if (!part.gradients.empty()) {
            both.gradients = magnitudesOf(part.gradients);
        }
        histograms.push_back(std::move(both));
    }
    return histograms;
}

} // namespace vitrine::train
