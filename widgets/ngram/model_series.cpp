#include "widgets/ngram/model_series.h"

#include <array>
#include <cmath>
#include <map>

namespace vitrine::widgets {

namespace {

constexpr double shade = 1.2; // between two models of a family
constexpr std::array<Qt::PenStyle, 5> dashes{
    Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};

QColor colorOf(ModelFamily family) {
    switch (family) {
    case ModelFamily::Ngram:
        return QColor(0xE6, 0x9F, 0x00);
    case ModelFamily::FeedForward:
        return QColor(0x56, 0xB4, 0xE9);
    case ModelFamily::Recurrent:
        return QColor(0x00, 0x9E, 0x73);
    case ModelFamily::Transformer:
        break;
    }
    return QColor(0x00, 0x72, 0xB2);
}

} // namespace

std::vector<ModelSeries> seriesOf(
    const std::vector<std::pair<QString, ModelFamily>>& models, bool dark) {
    std::map<ModelFamily, int> seen;
    std::vector<ModelSeries> series;
    for (const auto& [name, family] : models) {
        const int place = seen[family]++;
        const auto factor = static_cast<int>(std::lround(100 * std::pow(shade, place)));
        const auto base = dark && family == ModelFamily::Transformer ? QColor(0x3D, 0xA0, 0xE0)
                                                                     : colorOf(family);
        const auto shaded = dark ? base.lighter(factor) : base.darker(factor);
        series.push_back({name, family, place == 0 ? base : shaded,
            dashes[static_cast<std::size_t>(place) % dashes.size()]});
    }
    return series;
}

} // namespace vitrine::widgets
