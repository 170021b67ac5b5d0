#include "widgets/common/figure_export.h"

#include <array>

#include <QClipboard>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "widgets/common/file_writer.h"

namespace vitrine::widgets {

namespace {

constexpr int pixelRatio = 2;
constexpr int screenResolution = 96; // dots per inch of a logical pixel
constexpr double pointsPerPixel = 72.0 / screenResolution;

} // namespace

QString fileSuffix(FigureFormat format) {
    static constexpr std::array names{"png", "svg", "pdf"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(format)));
}

FigureExport::FigureExport(const Figure& figure, const QColor& background)
    : m_figure(figure), m_background(background), m_size(figure.figureSize().expandedTo({1, 1})) {
}

QImage FigureExport::image() const {
    QImage result(m_size * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    result.setDevicePixelRatio(pixelRatio);
    QPainter painter(&result);
    paint(painter);
    return result;
}

Expected<void> FigureExport::write(const QString& path, FigureFormat format) const {
    return writeFile(path, [&](QIODevice& device) { return writeTo(device, format); });
}

void FigureExport::copyToClipboard() const {
    QGuiApplication::clipboard()->setImage(image());
}

bool FigureExport::writeTo(QIODevice& device, FigureFormat format) const {
    switch (format) {
    case FigureFormat::Png:
        return image().save(&device, "PNG");
    case FigureFormat::Svg:
        return writeSvg(device);
    case FigureFormat::Pdf:
        return writePdf(device);
    }
    return false;
}

bool FigureExport::writeSvg(QIODevice& device) const {
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(m_size);
    generator.setViewBox(QRect(QPoint(), m_size));
    generator.setResolution(screenResolution);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paint(painter);
    return painter.end();
}

bool FigureExport::writePdf(QIODevice& device) const {
    QPdfWriter writer(&device);
    writer.setResolution(screenResolution);
    writer.setPageSize(QPageSize(
        QSizeF(m_size) * pointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    paint(painter);
    return painter.end();
}

void FigureExport::paint(QPainter& painter) const {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRect(QPoint(), m_size), m_background);
    m_figure.paintFigure(painter, m_size);
}

} // namespace vitrine::widgets
