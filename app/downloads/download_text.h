#pragma once

#include <QString>

#include "app/downloads/stored_model.h"

namespace vitrine::app {

/// How far a download is, in one line: "123 MB of 551 MB · 3.4 MB/s · 2 min 6 s left".
QString progressText(const StoredModel& model);
/// Shorter, for a strip: "SmolLM2 135M Instruct 45 %".
QString shortProgressText(const StoredModel& model);
/// Where it comes from: "Hugging Face Hub: org/name", "Python package name 1.0".
QString originText(const downloads::CatalogueEntry& entry);
/// In the language of the interface, or else in English.
QString descriptionText(const downloads::CatalogueEntry& entry, const QString& language);

} // namespace vitrine::app
