#include "app/pages/state_inspector.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

StateInspector::StateInspector(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)), m_what(widgets::makeParented<QLabel>(this)),
      m_frame(widgets::makeParented<QFrame>(this)),
      m_formula(widgets::makeParented<QLabel>(m_frame)) {
    m_frame->setProperty("raised", true);
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    widgets::setTextRole(m_what, widgets::TextRole::Caption);
    widgets::setTextRole(m_formula, widgets::TextRole::Number);
    m_formula->setObjectName(QStringLiteral("stateFormula"));
    for (QLabel* label : {m_title.get(), m_what.get(), m_formula.get()}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    auto* inner = new QVBoxLayout(m_frame);
    inner->addWidget(m_formula);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_what);
    m_layout->addWidget(m_frame);
    m_layout->addStretch(1);
    applyTheme();
    refresh();
}

void StateInspector::setDerivation(const QString& token, int neuron, const QStringList& lines) {
    m_token = token;
    m_neuron = neuron;
    m_lines = lines;
    refresh();
}

void StateInspector::refresh() {
    m_frame->setVisible(!m_lines.isEmpty());
    m_formula->setText(m_lines.join(QLatin1Char('\n')));
    if (m_lines.isEmpty()) {
        m_title->setText(tr("Why?"));
        m_what->setText(tr("Select a neuron to see what its state was made of."));
        return;
    }
    //: %1 is a neuron's number, %2 a token
    m_title->setText(tr("Neuron %1 at %2").arg(widgets::formatCount(m_neuron), m_token));
    m_what->setText(m_lines.front().contains(u'′')
            ? tr("Unprimed letters are of the token before; a gate is between 0 and 1.")
            : tr("a is the sum of the layer's products, before tanh."));
}

void StateInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void StateInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_layout->setSpacing(theme.px(8));
}

} // namespace vitrine::app
