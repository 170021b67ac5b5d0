#include "app/workspace/inspector_memory.h"

#include <utility>

namespace vitrine::app {

namespace {

constexpr std::int64_t keptBytes = std::int64_t{192} << 20; ///< a thousand tokens of a GPT-2

} // namespace

void forgetLongRuns(
    LatestRequest& request, std::vector<std::shared_ptr<api::TextInspector>> inspectors) {
    request.request(
        [inspectors = std::move(inspectors)](const std::stop_token&) {
            for (const auto& inspector : inspectors) {
                if (inspector && inspector->bytes() > keptBytes) {
                    inspector->forget();
                }
            }
            return true;
        },
        [](bool) {});
}

} // namespace vitrine::app
