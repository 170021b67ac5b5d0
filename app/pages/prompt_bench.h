#pragma once

#include <QWidget>

#include "widgets/common/parented_ptr.h"

namespace vitrine::widgets {
class TemplateEditor;
}

namespace vitrine::app {

class Laboratory;

/// Prompt templates at work: puts a prompt under glass, or all of them to the model.
class PromptBench : public QWidget {
    Q_OBJECT
public:
    PromptBench(Laboratory& laboratory, QWidget* parent);

    widgets::TemplateEditor& editor() { return *m_editor; }
    const widgets::TemplateEditor& editor() const { return *m_editor; }

private:
    void run();
    void follow();

    Laboratory& m_laboratory;
    widgets::parented_ptr<widgets::TemplateEditor> m_editor;
};

} // namespace vitrine::app
