#include "engine/api/model_loader.h"

#include <algorithm>
#include <string>
#include <thread>

#include "engine/api/device_memory.h"
#include "engine/api/exception_guard.h"
#include "engine/decoding/cached_model.h"
#include "engine/models/checkpoint.h"

namespace vitrine::api {

namespace {

int threadCount(int asked) {
    const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return asked > 0 ? asked : cores;
}

DevicePlacement cpu(const LoadOptions& options, std::string reason) {
    return {DeviceKind::Cpu, "CPU", std::move(reason), options.dtype, threadCount(options.threads)};
}

DevicePlacement gpu(const LoadOptions& options) {
    return {DeviceKind::Cuda, "CUDA GPU", {}, options.dtype, threadCount(options.threads)};
}

std::string memoryText(const MemoryEstimate& estimate) {
    return api::memoryText(estimate.total(), estimate.availableBytes);
}

/// What a model takes to begin with: the cache grows with the text.
MemoryEstimate estimateToBegin(const ModelFolder& folder, DeviceKind device, DType dtype) {
    constexpr std::int64_t Beginning = 4096; // positions; what is longer is checked when it comes
    const auto context = std::max<std::int64_t>(1, folder.info.contextLength);
    auto estimate = folder.estimate(device, dtype);
    for (auto* part : {&estimate.cacheBytes, &estimate.workingBytes}) {
        *part = *part / context * std::min(context, Beginning);
    }
    return estimate;
}

/// Before loading: where the model is to go.
Expected<DevicePlacement> place(const ModelFolder& folder, const LoadOptions& options) {
    if (options.device == DeviceChoice::Cpu) {
        return cpu(options, "The CPU was asked for.");
    }
    if (!firstGpu()) {
        const std::string reason = "LibTorch finds no GPU that it can use.";
        if (options.device == DeviceChoice::Cuda) {
            return Unexpected(Error{ErrorCode::DeviceUnavailable, "cuda", {}, reason});
        }
        return cpu(options, reason);
    }
    const auto estimate = estimateToBegin(folder, DeviceKind::Cuda, options.dtype);
    if (!estimate.fits() && !options.allowOverMemory) {
        return cpu(options, "The GPU's memory is too small: " + memoryText(estimate) + ".");
    }
    return gpu(options);
}

Expected<void> checkMemory(
    const ModelFolder& folder, const DevicePlacement& placement, const LoadOptions& options) {
    const auto estimate = estimateToBegin(folder, placement.device, options.dtype);
    if (estimate.fits() || options.allowOverMemory) {
        return {};
    }
    return Unexpected(Error{ErrorCode::OutOfMemory, folder.info.path.string(), memoryText(estimate),
        folder.info.path.string() + ": memory is too small: " + memoryText(estimate) + "."});
}

Expected<std::unique_ptr<TextModel::Impl>> loadTo(const DevicePlacement& placement,
    const ModelFolder& folder, const std::stop_token& stop, const ProgressCallback& progress) {
    return guarded([&]() -> Expected<std::unique_ptr<TextModel::Impl>> {
        const torch::NoGradGuard noGrad;
        models::WeightOptions weights;
        weights.device = placement.device == DeviceKind::Cuda ? torch::kCUDA : torch::kCPU;
        weights.form = placement.dtype;
        auto model = models::loadNetwork(folder.info.path, weights, stop, progress);
        if (!model) {
            return Unexpected(model.error());
        }
        for (auto& parameter : (*model)->parameters()) {
            parameter.requires_grad_(true); // an adapter freezes what explanations go through
        }
        (*model)->compress(placement.dtype);
        auto loaded = std::make_unique<TextModel::Impl>(TextModel::Impl{folder, placement, *model});
        if (placement.device == DeviceKind::Cuda && folder.info.abilities.continues) {
            decoding::CachedModel(loaded->model, loaded->device()); // does its cache fit, too?
        }
        return loaded;
    });
}

} // namespace

Expected<std::unique_ptr<TextModel::Impl>> loadModel(ModelFolder folder, const LoadOptions& options,
    const std::stop_token& stop, const ProgressCallback& progress) {
    const auto placement = place(folder, options);
    if (!placement) {
        return Unexpected(placement.error());
    }
    if (auto fits = checkMemory(folder, *placement, options); !fits) {
        return Unexpected(fits.error());
    }
    auto loaded = loadTo(*placement, folder, stop, progress);
    const bool gpuFull = !loaded && loaded.error().code == ErrorCode::OutOfMemory
        && placement->device == DeviceKind::Cuda;
    if (gpuFull) {
        return loadTo(cpu(options, "The GPU's memory ran out: " + loaded.error().detail), folder,
            stop, progress);
    }
    return loaded;
}

} // namespace vitrine::api
