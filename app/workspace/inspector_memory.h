#pragma once

#include <memory>
#include <vector>

#include "app/jobs/latest_request.h"
#include "engine/api/text_inspector.h"

namespace vitrine::app {

/// Lets inspectors forget runs over long texts, which take hundreds of megabytes; the next question
/// computes them again. `request` belongs to the queue whose jobs use the inspectors; null ones are
/// passed over.
void forgetLongRuns(
    LatestRequest& request, std::vector<std::shared_ptr<api::TextInspector>> inspectors);

} // namespace vitrine::app
