#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include "engine/values/expected.h"
#include "widgets/common/figure.h"

namespace vitrine::widgets {

enum class FigureFormat { Png, Svg, Pdf };

/// "png", "svg", "pdf".
QString fileSuffix(FigureFormat format);

/// Writes one figure on one background: to a file, or to the clipboard. PNG has twice the pixels.
class FigureExport {
public:
    FigureExport(const Figure& figure, const QColor& background);

    QImage image() const;
    /// The file is written whole or not at all. Error: FileUnwritable.
    Expected<void> write(const QString& path, FigureFormat format) const;
    void copyToClipboard() const;

private:
    bool writeTo(QIODevice& device, FigureFormat format) const;
    bool writeSvg(QIODevice& device) const;
    bool writePdf(QIODevice& device) const;
    void paint(QPainter& painter) const;

    const Figure& m_figure;
    QColor m_background;
    QSize m_size;
};

} // namespace vitrine::widgets
