#include "widgets/layers/walk_section.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStyle>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"
#include "widgets/layers/activation_curve.h"
#include "widgets/layers/site_text.h"

namespace vitrine::widgets {

namespace {

constexpr int shownLogits = 12;

double lengthOf(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values)
        sum += static_cast<double>(value) * value;
    return std::sqrt(sum);
}

/// Indices of the largest values, largest first.
std::vector<int> largest(const std::vector<float>& values, int count) {
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + std::min<std::ptrdiff_t>(count, std::ssize(order));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)];
    });
    order.erase(end, order.end());
    return order;
}

double logSumExp(const std::vector<float>& logits) {
    const double top = *std::ranges::max_element(logits);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(logit - top);
    return top + std::log(sum);
}

bool isPositive(Site site) {
    return site == Site::AttentionWeights;
}

bool isPerHead(Site site) {
    return site == Site::Queries || site == Site::Keys || site == Site::Values
        || site == Site::AttentionScores || site == Site::AttentionWeights
        || site == Site::HeadOutputs;
}

} // namespace

WalkSection::WalkSection(QWidget* parent)
    : QFrame(parent), m_layout(makeParented<QVBoxLayout>(this)),
      m_title(makeParented<QLabel>(this)), m_strip(makeParented<VectorStrip>(this)),
      m_likeliest(makeParented<QLabel>(this)), m_curve(makeParented<ActivationCurve>(this)) {
    setTextRole(m_title, TextRole::Caption);
    setTextRole(m_likeliest, TextRole::Number);
    m_likeliest->setWordWrap(true);
    m_likeliest->hide();
    m_curve->hide();
    for (QWidget* row : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_strip),
             static_cast<QWidget*>(m_likeliest), static_cast<QWidget*>(m_curve)})
        m_layout->addWidget(row);
    applyTheme();
}

void WalkSection::setValue(const SiteValue& value, const Context& context) {
    const Site part = value.site;
    m_part = part;
    m_curve->hide();
    m_likeliest->setVisible(part == Site::Logits);
    showTitle(value, context.anatomy);
    m_strip->setName(partSymbol(part));
    m_strip->setColors(isPositive(part) || part == Site::Logits ? VectorStrip::Colors::Positive
                                                                : VectorStrip::Colors::Signed);
    QStringList rows;
    for (int head = 0; isPerHead(part) && head < value.rows; ++head)
        rows += tr("head %1").arg(head);
    m_strip->setRowNames(rows);
    const bool overKeys = part == Site::AttentionScores || part == Site::AttentionWeights;
    m_strip->setColumnNames(overKeys ? context.tokens : QStringList());
    if (part == Site::Logits)
        showLogits(value, context);
    else
        m_strip->setValues(value.values, value.rows);
}

void WalkSection::setInputs(const std::vector<float>& inputs, Activation activation) {
    m_curve->setActivation(activation);
    m_curve->setPoints(inputs);
    m_curve->show();
}

void WalkSection::setSelected(bool selected) {
    setProperty("selected", selected);
    style()->unpolish(this);
    style()->polish(this);
}

void WalkSection::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked(m_part);
}

void WalkSection::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyTheme();
}

void WalkSection::showLogits(const SiteValue& value, const Context& context) {
    const auto order = largest(value.values, shownLogits);
    const double total = value.values.empty() ? 0 : logSumExp(value.values);
    std::vector<float> probabilities;
    QStringList names;
    QStringList lines;
    for (const int id : order) {
        const double logit = value.values[static_cast<std::size_t>(id)];
        probabilities.push_back(static_cast<float>(std::exp(logit - total)));
        names += context.tokenName ? context.tokenName(id) : QString::number(id);
        lines
            += QStringLiteral("%1  z = %2  p = %3")
                   .arg(names.back(), formatValue(logit), formatProbability(probabilities.back()));
    }
    m_strip->setName(QStringLiteral("p"));
    m_strip->setColumnNames(names);
    m_strip->setValues(std::move(probabilities));
    m_likeliest->setText(lines.join(QLatin1Char('\n')));
}

void WalkSection::showTitle(const SiteValue& value, const ModelAnatomy& anatomy) {
    const QString shape = value.rows > 1
        ? QStringLiteral("%1 × %2").arg(formatCount(value.rows), formatCount(value.columns))
        : formatCount(value.columns);
    m_title->setText(QStringLiteral("<b>%1</b> · %2 · %3 · ‖%2‖ = %4")
                         .arg(partName(m_part, anatomy).toHtmlEscaped(), partSymbol(m_part), shape,
                             formatValue(lengthOf(value.values))));
    m_title->setToolTip(partTip(m_part, anatomy));
}

void WalkSection::applyTheme() {
    const Theme theme = Theme::of(this);
    const int side = theme.px(8);
    m_layout->setContentsMargins(side, theme.px(6), side, theme.px(8));
    m_layout->setSpacing(theme.px(4));
}

} // namespace vitrine::widgets
