#include "app/pages/layer_inspector.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "app/pages/block_derivation.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/layers/site_text.h"

namespace vitrine::app {

namespace {

bool isProjection(Site site) {
    return site == Site::Queries || site == Site::Keys || site == Site::Values;
}

bool differsByHead(Site site) {
    return isProjection(site) || site == Site::AttentionScores || site == Site::AttentionWeights
        || site == Site::HeadOutputs;
}

/// How many components the box's value has, of one head where heads differ; 0 where no linear map
/// of the layer computes it.
int linearComponents(Site site, const ModelAnatomy& anatomy) {
    if (isProjection(site)) {
        return anatomy.headDim;
    }
    if (site == Site::AttentionOutput || site == Site::FeedForwardOutput) {
        return anatomy.modelWidth;
    }
    return site == Site::FeedForwardHidden ? anatomy.mlpWidth : 0;
}

} // namespace

LayerInspector::LayerInspector(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)), m_what(widgets::makeParented<QLabel>(this)),
      m_frame(widgets::makeParented<QFrame>(this)),
      m_formula(widgets::makeParented<QLabel>(m_frame)),
      m_component(widgets::makeParented<QSpinBox>(m_frame)),
      m_products(widgets::makeParented<QLabel>(m_frame)),
      m_learned(widgets::makeParented<QLabel>(this)) {
    m_frame->setProperty("raised", true);
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    widgets::setTextRole(m_what, widgets::TextRole::Caption);
    widgets::setTextRole(m_formula, widgets::TextRole::Number);
    widgets::setTextRole(m_learned, widgets::TextRole::Caption);
    auto* inner = new QVBoxLayout(m_frame);
    widgets::setTextRole(m_products, widgets::TextRole::Number);
    inner->addWidget(m_formula);
    inner->addWidget(m_component, 0, Qt::AlignLeft);
    inner->addWidget(m_products);
    connect(m_component, &QSpinBox::valueChanged, this, &LayerInspector::componentChosen);
    for (QLabel* label :
        {m_title.get(), m_what.get(), m_formula.get(), m_products.get(), m_learned.get()}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    for (QWidget* row : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_what),
             static_cast<QWidget*>(m_frame), static_cast<QWidget*>(m_learned)}) {
        m_layout->addWidget(row);
    }
    m_layout->addStretch(1);
    applyTheme();
    refresh();
}

void LayerInspector::setAnatomy(const ModelAnatomy& anatomy) {
    m_anatomy = anatomy;
    m_walk = {};
    refresh();
}

void LayerInspector::setWalk(const BlockWalk& walk, TokenId token, const QStringList& tokens) {
    m_walk = walk;
    m_token = token;
    m_tokens = tokens;
    refresh();
}

void LayerInspector::setPart(std::optional<Site> part) {
    m_part = part;
    refresh();
}

void LayerInspector::setHead(int head) {
    m_head = head;
    refresh();
    Q_EMIT componentChosen();
}

std::optional<LayerInspector::LinearComponent> LayerInspector::linearComponent() const {
    if (!m_part || m_walk.steps.empty() || linearComponents(*m_part, m_anatomy) == 0) {
        return std::nullopt;
    }
    const int first = isProjection(*m_part) ? m_head * m_anatomy.headDim : 0;
    return LinearComponent{*m_part, first + m_component->value() - 1};
}

void LayerInspector::setLinear(const LinearDerivation& derivation) {
    m_linear = derivation;
    refresh();
}

/// The products that one component sums, while they are those of the opened box.
void LayerInspector::refreshComponent() {
    const int count = m_part ? linearComponents(*m_part, m_anatomy) : 0;
    m_component->setVisible(count > 0);
    if (count > 0) {
        const QSignalBlocker quiet(m_component);
        m_component->setRange(1, count);
        m_component->setPrefix(tr("component") + QLatin1Char(' '));
        m_component->setAccessibleName(tr("component"));
        m_component->setToolTip(tr("The component of the vector whose sum is written out"));
    }
    const auto asked = linearComponent();
    const bool fits = asked && m_linear && m_linear->site == asked->site
        && m_linear->component == asked->component && m_linear->layer == m_walk.layer
        && m_linear->position == m_walk.position;
    m_products->setVisible(fits);
    m_products->setText(fits
            ? linearDerivation(*m_linear, m_component->value()).join(QLatin1Char('\n'))
            : QString());
}

void LayerInspector::refresh() {
    refreshComponent();
    QStringList lines;
    if (m_part) {
        lines = blockDerivation(*m_part, {m_walk, m_anatomy, m_head, m_token, m_tokens});
    }
    m_frame->setVisible(!lines.isEmpty());
    m_learned->setVisible(m_part.has_value());
    m_formula->setText(lines.join(QLatin1Char('\n')));
    if (!m_part) {
        m_title->setText(tr("Why?"));
        m_what->setText(tr("Open a box of the diagram to see its formula with this model's "
                           "numbers; Space steps from box to box."));
        return;
    }
    QString title = widgets::partName(*m_part, m_anatomy);
    if (differsByHead(*m_part)) {
        title += QStringLiteral(" · ") + tr("head %1").arg(m_head);
    }
    m_title->setText(title);
    m_what->setText(widgets::partTip(*m_part, m_anatomy));
    const auto* outside = m_anatomy.find(*m_part, -1);
    const auto* learned = outside ? outside : m_anatomy.find(*m_part, m_walk.layer);
    m_learned->setText(!learned
            ? tr("Nothing is learned here.")
            : tr("Learned: %1, %2 parameters of %3")
                  .arg(widgets::parametersText(*learned), widgets::formatCount(learned->count()),
                      widgets::formatCount(m_anatomy.parameters())));
}

void LayerInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void LayerInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_layout->setSpacing(theme.px(8));
    const int side = theme.px(12);
    m_frame->layout()->setContentsMargins(side, theme.px(8), side, theme.px(8));
}

} // namespace vitrine::app
