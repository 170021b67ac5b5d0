#pragma once

#include <QByteArray>

#include <string>

#include "app/session/session_state.h"
#include "engine/values/expected.h"

namespace vitrine::app {

/// The session file: JSON, described in app/session/README.md.
namespace session_json {

constexpr int version = 1;

QByteArray write(const SessionState& state);
/// `file` is named in errors. JsonInvalid and ValueInvalid for a damaged file, FormatTooNew for
/// one that a later Vitrine wrote. Values that are missing take their defaults.
Expected<SessionState> read(const QByteArray& json, const std::string& file);

} // namespace session_json

} // namespace vitrine::app
