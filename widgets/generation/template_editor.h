#pragma once

#include <QWidget>

#include "widgets/common/parented_ptr.h"
#include "widgets/generation/prompt_template.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace vitrine::widgets {

class ExampleList;

/// Builds a prompt out of an instruction, solved examples and a query, and shows it without
/// (zero-shot) and with the examples (few-shot) side by side.
class TemplateEditor : public QWidget {
    Q_OBJECT

public:
    explicit TemplateEditor(QWidget* parent);

    PromptTemplate promptTemplate() const;
    /// Does not emit templateChanged.
    void setPromptTemplate(const PromptTemplate& parts);

Q_SIGNALS:
    void templateChanged(const vitrine::widgets::PromptTemplate& parts);
    /// The user wants to continue this prompt.
    void promptChosen(const QString& prompt);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Preview {
        parented_ptr<QLabel> title;
        parented_ptr<QPlainTextEdit> text;
        parented_ptr<QPushButton> use;
    };

    QWidget* makeForm();
    QWidget* makePreviews();
    Preview makePreview(QWidget* parent);
    void takeChange();
    void showPrompts();
    void applyTheme();
    void retranslate();

    parented_ptr<QLabel> m_presetLabel;
    parented_ptr<QComboBox> m_presets;
    parented_ptr<QLabel> m_instructionLabel;
    parented_ptr<QPlainTextEdit> m_instruction;
    parented_ptr<QLabel> m_labelsLabel;
    parented_ptr<QLineEdit> m_inputLabel;
    parented_ptr<QLineEdit> m_outputLabel;
    parented_ptr<QLabel> m_examplesLabel;
    parented_ptr<ExampleList> m_examples;
    parented_ptr<QPushButton> m_addExample;
    parented_ptr<QLabel> m_queryLabel;
    parented_ptr<QLineEdit> m_query;
    Preview m_zeroShot;
    Preview m_fewShot;
};

} // namespace vitrine::widgets
