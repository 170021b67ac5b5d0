#include "widgets/tasks/span_text.h"

#include <array>
#include <memory>
#include <utility>

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

namespace {

// Okabe & Ito 2008, without black and yellow, on which little can be read.
constexpr std::array<QRgb, 6> kindColors{
    0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7, 0xFFE69F00, 0xFF56B4E9};
constexpr double fillStrength = 0.32; // so that the text reads on it

QString partOf(const std::string& text, std::size_t begin, std::size_t end) {
    return QString::fromUtf8(
        text.data() + begin, static_cast<qsizetype>(end) - static_cast<qsizetype>(begin));
}

} // namespace

SpanText::SpanText(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setProperty("bare", true);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        const int part = link.fragment().toInt();
        setChosen(part);
        Q_EMIT partChosen(part);
    });
    retranslate();
}

void SpanText::setParts(std::string text, std::vector<Part> parts) {
    m_text = std::move(text);
    m_parts = std::move(parts);
    m_chosen = -1;
    rebuild();
}

void SpanText::setChosen(int part) {
    if (std::exchange(m_chosen, part) != part) {
        const int place = verticalScrollBar()->value();
        rebuild();
        verticalScrollBar()->setValue(place);
    }
}

void SpanText::write(QTextCursor& cursor, int part) const {
    const Theme theme = Theme::of(this);
    const auto& shown = m_parts[static_cast<std::size_t>(part)];
    QTextCharFormat format;
    format.setAnchor(true);
    format.setAnchorHref(QStringLiteral("#%1").arg(part));
    format.setForeground(theme.color(ColorRole::Text));
    format.setToolTip(shown.tip);
    format.setFontUnderline(part == m_chosen);
    if (shown.color >= 0) {
        QColor fill(kindColors[static_cast<std::size_t>(shown.color) % kindColors.size()]);
        fill.setAlphaF(static_cast<float>(fillStrength * shown.strength));
        format.setBackground(fill);
    }
    cursor.insertText(partOf(m_text, shown.begin, shown.end), format);
    if (!shown.name.isEmpty()) {
        format.setFont(theme.font(TextSize::Rail, QFont::DemiBold));
        format.setForeground(theme.color(ColorRole::Secondary));
        cursor.insertText(QChar(0x2009) + shown.name + QChar(0x2009), format); // thin spaces
    }
}

void SpanText::rebuild() {
    const Theme theme = Theme::of(this);
    clear();
    document()->setDefaultFont(theme.font(TextSize::Token));
    QTextCursor cursor(document());
    QTextBlockFormat block;
    constexpr int lineHeight = 150; // per cent
    block.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(block);
    QTextCharFormat plain;
    plain.setForeground(theme.color(ColorRole::Text));
    std::size_t done = 0;
    for (int part = 0; part < static_cast<int>(m_parts.size()); ++part) {
        const auto& next = m_parts[static_cast<std::size_t>(part)];
        cursor.insertText(partOf(m_text, done, next.begin), plain);
        write(cursor, part);
        done = next.end;
    }
    cursor.insertText(partOf(m_text, done, m_text.size()), plain);
    moveCursor(QTextCursor::Start);
}

QSize SpanText::sizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(420), theme.px(120)};
}

QSize SpanText::minimumSizeHint() const {
    const Theme theme = Theme::of(this);
    return {theme.px(180), theme.px(48)};
}

QSize SpanText::figureSize() const {
    return document()->size().toSize();
}

void SpanText::paintFigure(QPainter& painter, const QSize& size) const {
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setTextWidth(size.width());
    copy->drawContents(&painter);
}

void SpanText::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (isThemeChange(*event)) {
        rebuild();
    }
}

void SpanText::retranslate() {
    setAccessibleName(tr("Text with what was found in it"));
}

} // namespace vitrine::widgets
