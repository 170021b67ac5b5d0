#include "app/pages/ngram_why_panel.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "app/pages/ngram_derivation_text.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

NgramWhyPanel::NgramWhyPanel(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)), m_subtitle(widgets::makeParented<QLabel>(this)),
      m_frame(widgets::makeParented<QFrame>(this)),
      m_formula(widgets::makeParented<QLabel>(m_frame)),
      m_prose(widgets::makeParented<QLabel>(this)) {
    m_frame->setProperty("raised", true);
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    widgets::setTextRole(m_subtitle, widgets::TextRole::Caption);
    widgets::setTextRole(m_formula, widgets::TextRole::Number);
    widgets::setTextRole(m_prose, widgets::TextRole::Caption);
    auto* inner = new QVBoxLayout(m_frame);
    inner->addWidget(m_formula);
    m_layout->setContentsMargins({});
    for (QLabel* label : {m_title.get(), m_subtitle.get(), m_formula.get(), m_prose.get()}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // words such as <s> are no markup
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    for (QWidget* row : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_subtitle),
             static_cast<QWidget*>(m_frame), static_cast<QWidget*>(m_prose)}) {
        m_layout->addWidget(row);
    }
    applyTheme();
    refresh();
}

void NgramWhyPanel::setDerivation(const QString& model, NgramDerivation derivation) {
    m_model = model;
    m_derivation = std::move(derivation);
    m_other.reset();
    refresh();
    showTop();
}

void NgramWhyPanel::setOther(const QString& model, const QString& candidate, double probability) {
    m_model = model;
    m_derivation.reset();
    m_other = Other{candidate, probability};
    refresh();
    showTop();
}

void NgramWhyPanel::clear() {
    m_derivation.reset();
    m_other.reset();
    refresh();
}

/// A new answer is read from its beginning, however far the last one was scrolled.
void NgramWhyPanel::showTop() {
    for (auto* widget = parentWidget(); widget != nullptr; widget = widget->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(widget)) {
            area->ensureWidgetVisible(m_title);
            return;
        }
    }
}

void NgramWhyPanel::refresh() {
    m_frame->setVisible(m_derivation.has_value());
    m_subtitle->setVisible(m_derivation || m_other);
    if (m_derivation) {
        //: %1 is a probability
        m_title->setText(tr("Why %1?").arg(widgets::formatProbability(m_derivation->probability)));
        m_subtitle->setText(m_model + QStringLiteral(" · ") + questionOf(*m_derivation));
        m_formula->setText(
            formulaOf(*m_derivation) + QStringLiteral("\n\n") + arithmeticOf(*m_derivation));
        m_prose->setText(proseOf(*m_derivation));
    } else if (m_other && !std::isnan(m_other->probability)) {
        m_title->setText(tr("Why %1?").arg(widgets::formatProbability(m_other->probability)));
        m_subtitle->setText(m_model + QStringLiteral(" · ") + m_other->candidate);
        m_prose->setText(tr("The softmax over this model's tokens; the Generate lens works it out. "
                            "A token that begins longer words counts for all of them."));
    } else if (m_other) {
        m_title->setText(tr("Why?"));
        m_subtitle->setText(m_model + QStringLiteral(" · ") + m_other->candidate);
        m_prose->setText(
            tr("This model writes the candidate with several tokens, so that no single "
               "one stands for it."));
    } else {
        m_title->setText(tr("Why?"));
        m_prose->setText(tr("Click a bar or a place on the curve to see the counts, the discount, "
                            "the back-off path and the arithmetic behind the number."));
    }
}

void NgramWhyPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void NgramWhyPanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    const int side = theme.px(12);
    m_frame->layout()->setContentsMargins(side, theme.px(8), side, theme.px(8));
}

} // namespace vitrine::app
