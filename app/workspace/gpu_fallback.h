#pragma once

#include <QObject>

#include <filesystem>

#include "app/workspace/model_host.h"

namespace vitrine::app {

/// When the memory of a GPU runs out in the middle of some work, opens the model again on the CPU.
/// (When it runs out while a model is loaded, the engine itself goes there.)
class GpuFallback : public QObject {
    Q_OBJECT
public:
    GpuFallback(ModelHost& models, QObject* parent);

    /// `error` came from a model of this folder that is placed so. Errors that say something else
    /// are none of its business.
    void take(
        const Error& error, const std::filesystem::path& folder, const DevicePlacement& placement);

Q_SIGNALS:
    void moved(); ///< the model is on the CPU now

private:
    ModelHost& m_models;
    bool m_moving = false;
};

} // namespace vitrine::app
