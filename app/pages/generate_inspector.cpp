#include "app/pages/generate_inspector.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "app/pages/why_panel.h"
#include "widgets/common/theme.h"
#include "widgets/generation/sampling_panel.h"

namespace vitrine::app {

GenerateInspector::GenerateInspector(Laboratory& laboratory, QWidget* parent)
    : QWidget(parent), m_laboratory(laboratory), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)),
      m_settings(widgets::makeParented<widgets::SamplingPanel>(this)),
      m_why(widgets::makeParented<WhyPanel>(this)) {
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_settings);
    m_layout->addWidget(m_why);
    m_layout->addStretch(1);
    auto& workspace = laboratory.workspace();
    using widgets::SamplingPanel;
    connect(m_settings, &SamplingPanel::optionsChanged, &workspace, &Workspace::setOptions);
    connect(m_settings, &SamplingPanel::samplesChanged, &workspace, &Workspace::setSamples);
    connect(m_settings, &SamplingPanel::generateRequested, &laboratory, &Laboratory::generate);
    connect(
        m_settings, &SamplingPanel::stepRequested, &laboratory.continuation(), &Continuation::step);
    connect(m_settings, &SamplingPanel::stopRequested, &laboratory, &Laboratory::stopGeneration);
    connect(&laboratory.generator(), &Generator::runningChanged, m_settings,
        &SamplingPanel::setRunning);
    connect(&workspace, &Workspace::optionsChanged, this, &GenerateInspector::followOptions);
    connect(&workspace, &Workspace::modelChanged, this, &GenerateInspector::followModel);
    followOptions();
    applyTheme();
    retranslate();
}

void GenerateInspector::followModel() {
    const bool continues = !m_laboratory.workspace().readsBothSides();
    m_title->setVisible(continues);
    m_settings->setVisible(continues);
}

void GenerateInspector::followOptions() {
    const auto& workspace = m_laboratory.workspace();
    if (m_settings->options() != workspace.options()) {
        m_settings->setOptions(workspace.options());
    }
    m_settings->setSamples(workspace.samples());
}

void GenerateInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void GenerateInspector::retranslate() {
    m_title->setText(tr("Sampling"));
}

void GenerateInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_layout->setSpacing(theme.px(12));
}

} // namespace vitrine::app
