#pragma once

#include <QJsonObject>

#include "engine/values/generation_options.h"

namespace vitrine::app::session_json {

QJsonObject writeOptions(const GenerationOptions& options);
/// What is missing has its default.
GenerationOptions readOptions(const QJsonObject& json);

} // namespace vitrine::app::session_json
