#include "widgets/attention/heat_map_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QStaticText>

#include "widgets/common/number_format.h"

namespace vitrine::widgets {

namespace {

constexpr double longestLabelWidth = 104;
constexpr double gap = 6;
constexpr double legendWidth = 64;
constexpr double legendBarWidth = 10;
constexpr double legendBarLength = 200;
constexpr double numberMargin = 10; // beside a cell's number
constexpr double smallestHatchedCell = 4; // pixels
constexpr double bandOpacity = 0.55;
constexpr double legendSteps = 64;

bool isHan(QChar character) {
    const auto script = character.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana
        || script == QChar::Script_Katakana || script == QChar::Script_Hangul;
}

/// Whether a text can stand upright, character below character.
bool standsUpright(const QString& text) {
    return text.size() == 1 || std::all_of(text.begin(), text.end(), isHan);
}

/// Black or white, whichever is read better on a colour.
QColor inkOn(const QColor& color) {
    constexpr int middle = 140; // of qGray
    return qGray(color.rgb()) > middle ? QColor(0x1B, 0x1F, 0x24) : QColor(Qt::white);
}

/// Two decimals fit a cell: ".62", and with a sign where it is a difference.
QString cellNumber(double value, bool difference) {
    const QString text = formatNumber(value, 2);
    return difference && value > 0 ? QLatin1Char('+') + text : text;
}

} // namespace

ColorScale colorScaleOf(ColorMap map, bool difference, const Theme& theme) {
    if (difference)
        return ColorScale::difference(theme);
    switch (map) {
    case ColorMap::Sequential:
        return ColorScale::sequential(theme);
    case ColorMap::Viridis:
        return ColorScale::viridis();
    case ColorMap::Gray:
        break;
    }
    return ColorScale::gray(theme);
}

HeatMapPainter::HeatMapPainter(const Theme& theme, const AttentionPicture& picture,
    const HeatMapLayout& layout, const MatrixViewport& view)
    : m_theme(theme), m_picture(picture), m_layout(layout), m_view(view) {
    const double large = QFontMetricsF(theme.monoFont(TextSize::Token)).height();
    const TextSize size = view.cellSize() >= large ? TextSize::Token : TextSize::Caption;
    m_labelFont = theme.monoFont(size);
    m_selectedFont = theme.monoFont(size, QFont::DemiBold);
    m_labelHeight = QFontMetricsF(m_labelFont).height();
}

HeatMapLayout::Metrics HeatMapPainter::metrics(const Theme& theme, double labelWidth) {
    const QFontMetricsF label(theme.monoFont(TextSize::Token));
    const QFontMetricsF caption(theme.font(TextSize::Caption));
    const double longest = std::min<double>(labelWidth, theme.px(longestLabelWidth));
    return {.labelWidth = longest,
        .labelHeight = std::max(longest, label.height()),
        .titleHeight = caption.height(),
        .legendWidth = static_cast<double>(theme.px(legendWidth)),
        .footerHeight = caption.height(),
        .gap = static_cast<double>(theme.px(gap))};
}

double HeatMapPainter::longestLabel(const Theme& theme, const AttentionCells& cells) {
    const QFontMetricsF metrics(theme.monoFont(TextSize::Token));
    double longest = 0;
    for (const auto* entries : {&cells.queries, &cells.keys}) {
        for (const AttentionEntry& entry : *entries)
            longest = std::max(longest, metrics.horizontalAdvance(entry.text));
    }
    return std::ceil(longest) + 1;
}

QImage HeatMapPainter::image(const ColorScale& scale, double ratio) const {
    const auto mix = [&](ColorRole role) { // the second colour, faint on the surface
        const QColor over = m_theme.color(role);
        const QColor under = m_theme.color(ColorRole::Surface);
        constexpr double share = 0.2;
        const auto part = [](int a, int b) { return static_cast<int>(a + (b - a) * share); };
        return QColor(part(under.red(), over.red()), part(under.green(), over.green()),
            part(under.blue(), over.blue()));
    };
    const auto palette = AttentionPicture::palette(
        scale, m_theme.color(ColorRole::Raised), mix(ColorRole::Second));
    return m_picture.render(m_view, palette, ratio);
}

void HeatMapPainter::paint(QPainter& painter, const QImage& image, const ColorScale& scale,
    const HeatMapWords& words, const Marks& marks) const {
    paintTitles(painter, words);
    paintQueryLabels(painter, marks);
    paintKeyLabels(painter, marks);
    paintLegend(painter, scale, words);
    paintCells(painter, image, scale, marks);
}

void HeatMapPainter::paintCells(
    QPainter& painter, const QImage& image, const ColorScale& scale, const Marks& marks) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipRect(m_view.covered());
    painter.drawImage(m_view.covered().topLeft(), image);
    paintForbidden(painter);
    paintNumbers(painter, scale);
    paintBorders(painter);
    paintMarks(painter, marks);
    painter.restore();
}

void HeatMapPainter::paintNumbers(QPainter& painter, const ColorScale& scale) const {
    const AttentionCells& cells = m_picture.cells();
    painter.setFont(m_theme.monoFont(TextSize::Rail));
    const double widest = QFontMetricsF(painter.font())
                              .horizontalAdvance(cellNumber(cells.difference ? -0.5 : 0.5, true));
    if (m_view.cellSize() < widest + m_theme.px(numberMargin))
        return;
    QHash<QString, QStaticText> numbers; // laid out once each
    const auto rows = m_view.visibleRows();
    const auto columns = m_view.visibleColumns();
    for (int row = rows.first; row < rows.last; ++row) {
        for (int column = columns.first; column < columns.last; ++column) {
            if (cells.visibility(row, column) != AttentionCells::Visibility::Visible)
                continue;
            const QString number = cellNumber(cells.at(row, column), cells.difference);
            QStaticText& text = numbers[number];
            if (text.text().isEmpty()) {
                text.setText(number);
                text.setTextFormat(Qt::PlainText);
                text.prepare({}, painter.font());
            }
            painter.setPen(inkOn(scale.at(m_picture.placeOf(row, column))));
            const QSizeF size = text.size();
            painter.drawStaticText(
                m_view.rect({row, column}).center() - QPointF(size.width() / 2, size.height() / 2),
                text);
        }
    }
}

void HeatMapPainter::paintForbidden(QPainter& painter) const {
    if (m_view.cellSize() < smallestHatchedCell)
        return;
    const QBrush hatch(m_theme.color(ColorRole::Second), Qt::BDiagPattern);
    const auto rows = m_view.visibleRows();
    for (const auto& [row, column] : m_picture.cells().forbidden) {
        if (row >= rows.first && row < rows.last)
            painter.fillRect(m_view.rect({row, column}), hatch);
    }
}

void HeatMapPainter::paintBorders(QPainter& painter) const {
    painter.setPen(QPen(m_theme.color(ColorRole::Secondary), 1, Qt::DashLine));
    const QRectF shown = m_view.covered();
    for (const int entry : m_picture.cells().borders) {
        painter.drawLine(QLineF(shown.left(), m_view.top(entry), shown.right(), m_view.top(entry)));
        painter.drawLine(
            QLineF(m_view.left(entry), shown.top(), m_view.left(entry), shown.bottom()));
    }
}

void HeatMapPainter::paintMarks(QPainter& painter, const Marks& marks) const {
    const QRectF shown = m_view.covered();
    const double size = m_view.cellSize();
    const auto bands = [&](int query, int key, const QColor& color) {
        if (query >= 0)
            paintBand(painter, {shown.left(), m_view.top(query), shown.width(), size}, color, 1);
        if (key >= 0)
            paintBand(painter, {m_view.left(key), shown.top(), size, shown.height()}, color, 1);
    };
    bands(marks.hoveredQuery, marks.hoveredKey, m_theme.color(ColorRole::Faint, bandOpacity));
    bands(marks.query, marks.key, m_theme.color(ColorRole::Accent, bandOpacity));
    const AttentionCells& cells = m_picture.cells();
    for (const auto& [query, key] : marks.forced) {
        const int row = cells.queryOf(query);
        const int column = cells.keyOf(key);
        if (row >= 0 && column >= 0)
            paintBand(
                painter, m_view.rect({row, column}), m_theme.color(ColorRole::Good), m_theme.px(2));
    }
    if (marks.hoveredQuery >= 0 && marks.hoveredKey >= 0)
        paintBand(painter, m_view.rect({marks.hoveredQuery, marks.hoveredKey}),
            m_theme.color(ColorRole::Secondary), 1);
    if (marks.query >= 0 && marks.key >= 0)
        paintBand(painter, m_view.rect({marks.query, marks.key}), m_theme.color(ColorRole::Accent),
            m_theme.px(2));
}

void HeatMapPainter::paintBand(
    QPainter& painter, const QRectF& band, const QColor& color, int width) const {
    // A cell of a pixel or less is found by a frame around it.
    const double least = m_theme.px(4);
    QRectF frame = band;
    if (frame.width() < least)
        frame.adjust(-least / 2, 0, least / 2, 0);
    if (frame.height() < least)
        frame.adjust(0, -least / 2, 0, least / 2);
    painter.setPen(QPen(color, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
}

void HeatMapPainter::styleLabel(QPainter& painter, bool selected, bool hovered) const {
    painter.setFont(labelFont(selected));
    painter.setPen(m_theme.color(selected ? ColorRole::AccentText
            : hovered                     ? ColorRole::Text
                                          : ColorRole::Secondary));
}

void HeatMapPainter::paintQueryLabels(QPainter& painter, const Marks& marks) const {
    const auto& entries = m_picture.cells().queries;
    const double height = m_labelHeight;
    painter.save();
    painter.setClipRect(m_layout.queryLabels.adjusted(0, -height / 2, 0, height / 2));
    for (const int entry : labelledEntries(
             m_view.visibleRows(), m_view.cellSize(), height, {marks.query, marks.hoveredQuery})) {
        styleLabel(painter, entry == marks.query, entry == marks.hoveredQuery);
        const double middle = m_view.top(entry) + m_view.cellSize() / 2;
        const QRectF room(
            m_layout.queryLabels.left(), middle - height / 2, m_layout.queryLabels.width(), height);
        const QString& text = entries[static_cast<std::size_t>(entry)].text;
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(room.width())));
    }
    painter.restore();
}

void HeatMapPainter::paintKeyLabels(QPainter& painter, const Marks& marks) const {
    const auto& entries = m_picture.cells().keys;
    const double height = m_labelHeight;
    painter.save();
    painter.setClipRect(m_layout.keyLabels.adjusted(-height / 2, 0, height / 2, 0));
    for (const int entry : labelledEntries(
             m_view.visibleColumns(), m_view.cellSize(), height, {marks.key, marks.hoveredKey})) {
        styleLabel(painter, entry == marks.key, entry == marks.hoveredKey);
        paintKeyLabel(painter, entry, entries[static_cast<std::size_t>(entry)].text);
    }
    painter.restore();
}

void HeatMapPainter::paintKeyLabel(QPainter& painter, int key, const QString& text) const {
    const QFontMetricsF metrics(painter.font());
    const QRectF& room = m_layout.keyLabels;
    const double size = m_view.cellSize();
    const double middle = m_view.left(key) + size / 2;
    // All labels of a view are drawn the same way: across where every one of them fits.
    const bool across = m_layout.queryLabels.width() <= size;
    if (across || text.size() == 1) {
        const double width = std::max(size, metrics.height());
        painter.drawText(
            QRectF(middle - width / 2, room.bottom() - metrics.height(), width, metrics.height()),
            Qt::AlignCenter, text);
    } else if (standsUpright(text)) {
        const double line = metrics.height() * 0.9;
        const auto fitting = static_cast<qsizetype>(room.height() / line);
        const QString shown = text.size() > fitting ? text.left(fitting) : text;
        for (qsizetype i = 0; i < shown.size(); ++i) {
            const double top = room.bottom() - static_cast<double>(shown.size() - i) * line;
            painter.drawText(
                QRectF(middle - line, top, 2 * line, line), Qt::AlignCenter, shown.mid(i, 1));
        }
    } else {
        painter.save();
        painter.translate(middle, room.bottom());
        painter.rotate(-90);
        painter.drawText(QRectF(0, -metrics.height() / 2, room.height(), metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(text, Qt::ElideRight, room.height()));
        painter.restore();
    }
}

void HeatMapPainter::paintTitles(QPainter& painter, const HeatMapWords& words) const {
    const QRectF shown = m_view.covered();
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(m_theme.color(ColorRole::Secondary));
    QRectF keys = m_layout.keyTitle;
    keys.setWidth(std::max(shown.width(), keys.width() / 2));
    painter.drawText(keys, Qt::AlignHCenter | Qt::AlignVCenter, words.keys);
    painter.drawText(m_layout.footer.adjusted(0, shown.bottom() - m_layout.cells.bottom(), 0,
                         shown.bottom() - m_layout.cells.bottom()),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, words.footer);
    painter.save();
    painter.translate(m_layout.queryTitle.left(), shown.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, shown.height(), m_layout.queryTitle.width()),
        Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip, words.queries);
    painter.restore();
}

void HeatMapPainter::paintLegend(
    QPainter& painter, const ColorScale& scale, const HeatMapWords& words) const {
    const QRectF shown = m_view.covered();
    const double length = std::min<double>(shown.height(), m_theme.px(legendBarLength));
    const QRectF bar(shown.right() + m_theme.px(gap) * 2, shown.top(), m_theme.px(legendBarWidth),
        std::max(length, 1.0));
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int i = 0; i <= legendSteps; ++i)
        gradient.setColorAt(i / legendSteps, scale.at(i / legendSteps));
    painter.fillRect(bar, gradient);
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));

    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(m_theme.color(ColorRole::Secondary));
    const double height = QFontMetricsF(painter.font()).height();
    const double left = bar.right() + m_theme.px(gap);
    const auto label = [&](double y, const QString& text) {
        const QRectF room(left, y, m_layout.legend.right() + shown.right() - left, height);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, text);
    };
    const bool perRow = m_picture.options().scale == WeightScale::PerRow;
    const bool difference = m_picture.cells().difference;
    const QString largest = perRow ? words.largestOfRow : formatProbability(m_picture.largest());
    label(bar.top(), difference && !perRow ? QLatin1Char('+') + largest : largest);
    if (difference)
        label(bar.center().y() - height / 2, QStringLiteral("0"));
    const bool logarithmic = m_picture.options().scale == WeightScale::Logarithmic && !difference;
    label(bar.bottom() - height,
        difference ? QChar(0x2212) + largest
            : logarithmic
            ? QStringLiteral("≤ ") + formatProbability(AttentionPicture::smallestLogWeight)
            : QStringLiteral("0"));
}

} // namespace vitrine::widgets
