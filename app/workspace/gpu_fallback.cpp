#include "app/workspace/gpu_fallback.h"

#include <utility>

namespace vitrine::app {

GpuFallback::GpuFallback(ModelHost& models, QObject* parent) : QObject(parent), m_models(models) {
    connect(&models, &ModelHost::started, this, [this] { m_moving = false; }); // another load
    connect(&models, &ModelHost::loaded, this, [this] {
        if (std::exchange(m_moving, false)) {
            Q_EMIT moved();
        }
    });
}

void GpuFallback::take(
    const Error& error, const std::filesystem::path& folder, const DevicePlacement& placement) {
    const bool ranOut
        = error.code == ErrorCode::OutOfMemory && placement.device == DeviceKind::Cuda;
    if (!ranOut || m_moving) {
        return;
    }
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    options.dtype = placement.dtype;
    m_models.load(folder, options);
    m_moving = true;
}

} // namespace vitrine::app
