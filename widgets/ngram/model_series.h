#pragma once

#include <vector>

#include <QColor>
#include <QString>

namespace vitrine::widgets {

/// What kind of model a series is of; each kind has its colour (Okabe & Ito).
enum class ModelFamily { Ngram, FeedForward, Recurrent, Transformer };

/// How one of several compared models is drawn.
struct ModelSeries {
    QString name;
    ModelFamily family = ModelFamily::Ngram;
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
};

/// Colours and dashes for models in this order: of one family, each is darker than the one before
/// (lighter on a dark background) and has another dash.
std::vector<ModelSeries> seriesOf(
    const std::vector<std::pair<QString, ModelFamily>>& models, bool dark);

} // namespace vitrine::widgets
